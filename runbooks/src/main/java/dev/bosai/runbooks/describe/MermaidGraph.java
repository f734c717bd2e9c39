package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Backup;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Extract;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Preview;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Prove;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepVisitor;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.Wait;
import java.util.ArrayList;
import java.util.List;

/** A runbook as a Mermaid flowchart; every visit returns the nodes the next step follows. */
public final class MermaidGraph implements StepVisitor<List<String>> {
  private final List<String> lines = new ArrayList<>();
  private List<String> tails = List.of("start");
  private String indent = "  ";
  private int count = 0;

  private MermaidGraph() {}

  /** Returns the graph, without a line end after the last line. */
  public static String of(Runbook runbook) {
    MermaidGraph graph = new MermaidGraph();
    graph.lines.add("flowchart TD");
    graph.lines.add(
        "  start([\"" + MermaidText.label(runbook.name() + ": " + runbook.title()) + "\"])");
    graph.inOrder(runbook.steps());
    graph.lines.add("  finish([\"done\"])");
    graph.tails.forEach(tail -> graph.lines.add("  " + tail + " --> finish"));
    return String.join("\n", graph.lines);
  }

  @Override
  public List<String> assess(Assess step) {
    return box(step);
  }

  @Override
  public List<String> notification(Notify step) {
    return node(step, "([\"", "\"])");
  }

  @Override
  public List<String> approve(Approve step) {
    return node(step, "{\"", "\"}");
  }

  @Override
  public List<String> fence(Fence step) {
    return effect(step);
  }

  @Override
  public List<String> promote(Promote step) {
    return effect(step);
  }

  @Override
  public List<String> repoint(Repoint step) {
    return effect(step);
  }

  @Override
  public List<String> redeploy(Redeploy step) {
    return effect(step);
  }

  @Override
  public List<String> verify(Verify step) {
    return box(step);
  }

  @Override
  public List<String> preserve(Preserve step) {
    return box(step);
  }

  @Override
  public List<String> measure(Measure step) {
    return box(step);
  }

  @Override
  public List<String> reprotect(Reprotect step) {
    return effect(step);
  }

  @Override
  public List<String> rejoin(Rejoin step) {
    return effect(step);
  }

  @Override
  public List<String> awaitStandby(AwaitStandby step) {
    return box(step);
  }

  @Override
  public List<String> assessMove(AssessMove step) {
    return box(step);
  }

  @Override
  public List<String> drain(Drain step) {
    return effect(step);
  }

  @Override
  public List<String> demote(Demote step) {
    return effect(step);
  }

  @Override
  public List<String> aim(Aim step) {
    return box(step);
  }

  @Override
  public List<String> holdWrites(HoldWrites step) {
    return node(step, "{\"", "\"}");
  }

  @Override
  public List<String> restore(Restore step) {
    return effect(step);
  }

  @Override
  public List<String> preview(Preview step) {
    return box(step);
  }

  @Override
  public List<String> choose(Choose step) {
    return node(step, "{\"", "\"}");
  }

  @Override
  public List<String> open(Open step) {
    return effect(step);
  }

  @Override
  public List<String> switching(Switch step) {
    return effect(step);
  }

  @Override
  public List<String> compare(Compare step) {
    return box(step);
  }

  @Override
  public List<String> settle(Settle step) {
    return node(step, "{\"", "\"}");
  }

  @Override
  public List<String> extract(Extract step) {
    return effect(step);
  }

  @Override
  public List<String> discard(Discard step) {
    return effect(step);
  }

  @Override
  public List<String> backup(Backup step) {
    return effect(step);
  }

  @Override
  public List<String> prove(Prove step) {
    return box(step);
  }

  @Override
  public List<String> manual(Manual step) {
    return node(step, "[/\"", "\"/]");
  }

  @Override
  public List<String> http(Http step) {
    return effect(step);
  }

  @Override
  public List<String> sql(Sql step) {
    return effect(step);
  }

  @Override
  public List<String> command(Command step) {
    return effect(step);
  }

  @Override
  public List<String> waiting(Wait step) {
    return node(step, "((\"", "\"))");
  }

  @Override
  public List<String> parallel(Parallel step) {
    List<String> before = open(step);
    List<String> after = new ArrayList<>();
    for (Step inner : step.steps()) {
      tails = before;
      after.addAll(inner.accept(this));
    }
    return close(after);
  }

  @Override
  public List<String> phase(Phase step) {
    open(step);
    inOrder(step.steps());
    return close(tails);
  }

  private void inOrder(List<Step> steps) {
    for (Step step : steps) {
      tails = step.accept(this);
    }
  }

  private List<String> open(Step step) {
    count++;
    lines.add(indent + "subgraph g" + count + "[\"" + MermaidText.of(step) + "\"]");
    indent = indent + "  ";
    return tails;
  }

  private List<String> close(List<String> after) {
    indent = indent.substring(2);
    lines.add(indent + "end");
    return after;
  }

  private List<String> box(Step step) {
    return node(step, "[\"", "\"]");
  }

  /** Steps that change something get double sides. */
  private List<String> effect(Step step) {
    return node(step, "[[\"", "\"]]");
  }

  private List<String> node(Step step, String left, String right) {
    count++;
    String name = "s" + count;
    lines.add(indent + name + left + MermaidText.of(step) + right);
    tails.forEach(tail -> lines.add(indent + tail + " --> " + name));
    return List.of(name);
  }
}
