package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.SafeEnd;
import dev.bosai.runbooks.SafeEnds;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan for a terminal: every step, what it will do to this system, and where an abort leaves it.
 */
public final class TerminalPlan {
  private static final int WIDTH = 100;

  private final Plan plan;
  private final Map<String, SafeEnd> before;
  private final Map<String, SafeEnd> ends;
  private final Doing doing;
  private final List<String> lines = new ArrayList<>();

  private TerminalPlan(Plan plan) {
    this.plan = plan;
    this.before = SafeEnds.before(plan.runbook().steps());
    this.ends = SafeEnds.of(plan.runbook().steps());
    this.doing = new Doing(plan.system());
  }

  /** Returns the plan as lines of at most 100 columns, without a line end after the last. */
  public static String of(Plan plan) {
    TerminalPlan page = new TerminalPlan(plan);
    page.head();
    page.steps(plan.runbook().steps(), "", "");
    page.foot();
    return String.join("\n", page.lines);
  }

  private void head() {
    var runbook = plan.runbook();
    text(runbook.name() + " (" + runbook.level() + "): " + runbook.title(), "");
    String inputs =
        plan.inputs().entrySet().stream()
            .map(input -> ", " + input.getKey() + " " + input.getValue())
            .collect(Collectors.joining());
    text("system " + plan.system().system() + inputs, "");
    text(
        "objectives: rto "
            + Durations.text(runbook.objectives().rto())
            + ", rpo "
            + Durations.text(runbook.objectives().rpo()),
        "");
    lines.add("plan sha256 " + PlanDigest.sha256(plan));
    if (plan.system().channels().isEmpty()) {
      text("nobody is told: the system file has no channels", "");
    }
    Steps.all(runbook.steps())
        .flatMap(step -> Steps.database(step).stream())
        .distinct()
        .filter(this::hasNoBackups)
        .forEach(
            name ->
                text(
                    "nothing is backed up: \"" + name + "\" has no \"backups\" in the system file",
                    ""));
    lines.add("");
  }

  private boolean hasNoBackups(String database) {
    return plan.system().database(database).filter(known -> known.backups() == null).isPresent();
  }

  private void steps(List<Step> steps, String number, String indent) {
    int count = 0;
    for (Step step : steps) {
      count++;
      String own = number + count;
      step(step, own, indent);
      steps(Steps.inside(step), own + ".", indent + "    ");
    }
  }

  private void step(Step step, String number, String indent) {
    StepHead head = step.head();
    String label = indent + String.format(Locale.ROOT, "%2s. ", number);
    String more = " ".repeat(label.length());
    List<String> title = Prose.wrap(head.title() + "  [" + head.id() + "]", more, WIDTH);
    lines.add(label + title.get(0).substring(label.length()));
    lines.addAll(title.subList(1, title.size()));
    if (head.when() != When.ALWAYS) {
      text("only when: " + head.when().word(), more);
    }
    text(step.accept(doing), more);
    text(tries(step) + "abort here: " + end(head.id()), more);
  }

  private String end(String id) {
    SafeEnd earlier = before.getOrDefault(id, SafeEnd.UNCHANGED);
    SafeEnd begun = ends.getOrDefault(id, SafeEnd.UNCHANGED);
    return earlier == begun
        ? begun.word()
        : earlier.word() + ", or " + begun.word() + " once it took effect";
  }

  private static String tries(Step step) {
    StepHead head = step.head();
    return switch (StepKind.of(step)) {
      case APPROVE, CHOOSE, MANUAL, WAIT, PARALLEL, PHASE -> "";
      default ->
          "at most "
              + Durations.text(head.timeout())
              + " a try, "
              + head.retry().attempts()
              + (head.retry().attempts() == 1 ? " try" : " tries")
              + ", then "
              + word(head.onFailure())
              + "; ";
    };
  }

  private void foot() {
    lines.add("");
    lines.add("Where an abort leaves the system:");
    Set<SafeEnd> named = new LinkedHashSet<>(ends.values());
    for (SafeEnd end : named) {
      text(end.word() + ": " + end.meaning(), "  ");
      text("next: " + next(end), "      ");
    }
  }

  private String next(SafeEnd end) {
    return end.next(plan.runbook().name(), plan.system().system());
  }

  private void text(String text, String indent) {
    lines.addAll(Prose.wrap(text, indent, WIDTH));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
