package dev.bosai.workflows.run;

import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.StepView;
import java.util.List;
import java.util.stream.Collectors;

/** The run as Markdown for the Web UI, within the server's limit for details. */
final class Details {
  /** The server takes 20,000 bytes of details, encoding included; the rest is left for that. */
  private static final int LENGTH_MAX = 18_000;

  private Details() {}

  static String markdown(RunHeader header, List<StepView> steps) {
    String table = steps.stream().map(Details::row).collect(Collectors.joining("\n"));
    String text =
        "### "
            + header.title()
            + "\n**"
            + header.state().word()
            + "**: "
            + inline(header.sentence())
            + "\n\n"
            + need(header)
            + "| step | state | what came out |\n|---|---|---|\n"
            + table
            + "\n";
    return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
  }

  private static String need(RunHeader header) {
    Need need = header.needs();
    if (need == null) {
      return "";
    }
    String commands =
        need.choices().stream()
            .map(choice -> "`bosai " + choice + " " + header.system() + "`")
            .collect(Collectors.joining(" or "));
    return "> **A person must decide:** " + inline(need.text()) + "\n> " + commands + "\n\n";
  }

  private static String row(StepView step) {
    return "| "
        + inline(step.title())
        + " | "
        + step.state().word()
        + " | "
        + inline(step.sentence())
        + " |";
  }

  private static String inline(String text) {
    return text.replace('\n', ' ').replace("|", "\\|");
  }
}
