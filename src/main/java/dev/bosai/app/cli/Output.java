package dev.bosai.app.cli;

import dev.bosai.app.cli.text.NextLine;
import dev.bosai.app.report.Json;
import dev.bosai.app.run.RunSnapshot;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's words go. */
final class Output {
  private final PrintWriter out;

  Output(CommandSpec spec) {
    this.out = spec.commandLine().getOut();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void lines(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  /** Tells the next thing to do, set apart, where there is one. */
  void next(RunSnapshot run) {
    NextLine.of(run).ifPresent(text -> lines(List.of("", text)));
  }

  void text(String text) {
    out.print(text);
    out.flush();
  }

  void json(Object document) {
    line(new Json().line(document));
  }
}
