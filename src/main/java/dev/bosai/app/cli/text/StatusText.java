package dev.bosai.app.cli.text;

import dev.bosai.app.report.FenceWord;
import dev.bosai.app.report.NamedEnd;
import dev.bosai.app.report.Protection;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A run as a person reads it at 3 a.m.: what goes on, how long it may take, what is needed, what to
 * type.
 */
public final class StatusText {
  private static final int WIDTH = 100;
  private static final int GAUGE = 20;

  private final Style style;
  private final int width;

  /**
   * Makes the writer.
   *
   * @param style colours
   * @param width of the terminal, in columns; more than 100 are never used
   */
  public StatusText(Style style, int width) {
    this.style = style;
    this.width = Math.max(40, Math.min(WIDTH, width));
  }

  /**
   * Returns the run's lines, with long texts going on below.
   *
   * @param run as it was read
   * @param now the reader's time
   */
  public List<String> lines(RunSnapshot run, Instant now) {
    return lines(run.waitedUntil(now), now, Table::wrapped);
  }

  /**
   * Returns the same in fewer lines, with long texts cut: for a terminal that is not tall enough.
   *
   * @param run as it was read
   * @param now the reader's time
   */
  public List<String> brief(RunSnapshot run, Instant now) {
    return lines(run.waitedUntil(now), now, table -> table.lines().stream().map(List::of).toList());
  }

  private List<String> lines(
      RunSnapshot run, Instant now, Function<Table, List<List<String>>> form) {
    List<String> lines = new ArrayList<>(sentence(run.header()));
    lines.add("");
    form.apply(facts(run, now)).forEach(lines::addAll);
    lines.add("");
    lines.addAll(new StepLines(style, width, form).of(run.steps(), now));
    lines.addAll(needs(run.header(), now));
    RunSnapshot after = run.reprotect();
    if (after != null) {
      lines.add("");
      lines.addAll(sentence(after.header()));
      lines.addAll(new StepLines(style, width, form).of(after.steps(), now));
      lines.addAll(needs(after.header(), now));
    }
    return lines;
  }

  private List<String> needs(RunHeader header, Instant now) {
    Need need = header.needs();
    return need == null ? List.of() : new NeedLines(style, width).of(header, need, now);
  }

  private List<String> sentence(RunHeader header) {
    String text = header.run() + " " + header.state().word() + ": " + header.sentence();
    return Table.wrapped(text, width).stream().map(line -> painted(header.state(), line)).toList();
  }

  private String painted(RunState state, String text) {
    return switch (state) {
      case RUNNING -> style.active(text);
      case WAITING -> style.asking(text);
      case DONE -> style.good(text);
      case ABORTED, FAILED -> style.bad(text);
    };
  }

  private Table facts(RunSnapshot run, Instant now) {
    RunHeader header = run.header();
    Table table = new Table(width);
    table.row("  runbook", header.runbook() + " (" + header.level() + ") – " + header.title());
    table.row("  started", started(run));
    table.row("  incident", began(header.clock()));
    table.row("  clock", gauge(run, now) + clock(run, now));
    table.row("  service", service(header));
    if (FenceWord.isAttested(run)) {
      table.row("  fence", style.bad("ATTESTED by people; nothing proved it"));
    }
    FenceWord.secondWriter(run).ifPresent(text -> table.row("  writers", style.bad(text)));
    table.row("  protection", protection(run));
    TargetLines.facts(table, run.pointInTime());
    NamedEnd.words(header).ifPresent(end -> table.row("  left", end));
    return table;
  }

  private static String started(RunSnapshot run) {
    String why = run.reason().isEmpty() ? "" : ": " + run.reason();
    return Spans.day(run.header().startedAt()) + " by " + run.header().startedBy() + why;
  }

  private static String began(ClockView clock) {
    String source =
        switch (clock.startedFrom()) {
          case "given" -> "as the starter said";
          case "probe" -> "last write the probe saw acknowledged";
          default -> "assumed: the start of the run";
        };
    return "began " + Spans.day(clock.startedAt()) + " (" + source + ")";
  }

  private static String gauge(RunSnapshot run, Instant now) {
    long used = run.elapsed(now).toMillis() * GAUGE / Math.max(1, run.header().clock().rtoMs());
    int full = (int) Math.min(GAUGE, used);
    return "[" + "#".repeat(full) + "·".repeat(GAUGE - full) + "] ";
  }

  private static String clock(RunSnapshot run, Instant now) {
    RunHeader header = run.header();
    Duration elapsed = run.elapsed(now);
    Duration left = Duration.ofMillis(header.clock().rtoMs()).minus(elapsed);
    String objective = Spans.words(elapsed) + " of " + Spans.words(header.clock().rtoMs());
    String remaining =
        left.isNegative()
            ? ", " + Spans.words(left.negated()) + " over the objective"
            : ", " + Spans.words(left) + " left";
    boolean stopped = header.restoredAt() != null || header.endedAt() != null;
    return objective + (stopped && !left.isNegative() ? "" : remaining);
  }

  private static String service(RunHeader header) {
    Instant restored = header.restoredAt();
    return restored == null ? "not restored" : "restored at " + Spans.day(restored);
  }

  private static String protection(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return Protection.words(run.protection())
        + (after == null ? "" : "; " + after.header().run() + " " + after.header().state().word());
  }
}
