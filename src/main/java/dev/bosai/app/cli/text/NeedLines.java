package dev.bosai.app.cli.text;

import dev.bosai.app.report.Answers;
import dev.bosai.app.report.Spans;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a waiting run needs: of whom, until when, on which facts, and what to type. */
final class NeedLines {
  private final Style style;
  private final int width;

  NeedLines(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  List<String> of(RunHeader header, Need need, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.asking("needs " + need.decision() + by(need) + deadline(need.until(), now)));
    if (!need.text().equals(header.sentence())) {
      Table.wrapped(need.text(), width - 2).forEach(line -> lines.add("  " + line));
    }
    Table facts = new Table(width);
    Answers.facts(need).forEach((name, value) -> facts.row("    " + name, value));
    facts.wrapped().forEach(lines::addAll);
    lines.add(style.strong("type one of"));
    Table commands = new Table(width);
    Answers.of(header, need)
        .forEach(answer -> commands.row("  " + answer.command(), answer.meaning()));
    lines.addAll(commands.lines());
    return lines;
  }

  private static String by(Need need) {
    return need.by().isEmpty() ? "" : " by " + need.by();
  }

  private static String deadline(@Nullable Instant until, Instant now) {
    if (until == null) {
      return "";
    }
    Duration left = Duration.between(now, until);
    return left.isNegative()
        ? ", due since " + Spans.time(until)
        : ", handed on at " + Spans.time(until) + " (in " + Spans.words(left) + ")";
  }
}
