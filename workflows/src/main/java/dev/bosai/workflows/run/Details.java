package dev.bosai.workflows.run;

import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.StepView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The run as Markdown for the Web UI, within the server's limit for details. */
final class Details {
  /** The server takes 20,000 bytes of details, encoding included; the rest is left for that. */
  private static final int BYTES_MAX = 16_000;

  private Details() {}

  static String markdown(RunHeader header, List<StepView> steps, List<DecisionView> decisions) {
    String table = steps.stream().map(Details::row).collect(Collectors.joining("\n"));
    String text =
        "### "
            + header.title()
            + "\n"
            + state(header)
            + "\n\n"
            + head(header)
            + "\n\n"
            + attested(steps)
            + need(header)
            + "| step | state | what came out |\n|---|---|---|\n"
            + table
            + "\n"
            + decided(decisions);
    return cut(text);
  }

  /** A character of Japanese takes three bytes, so the length in characters says nothing. */
  private static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= BYTES_MAX) {
      return text;
    }
    int end = BYTES_MAX;
    while (isInsideCharacter(bytes[end])) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean isInsideCharacter(byte next) {
    return (next & 0b1100_0000) == 0b1000_0000;
  }

  /** The open question stands below, so that it is not said twice. */
  private static String state(RunHeader header) {
    Need need = header.needs();
    boolean below = need != null && need.text().equals(header.sentence());
    String what = below ? "for a person" : inline(header.sentence());
    return "**" + header.state().word() + (below ? " " : ": ") + what + "**";
  }

  private static String attested(List<StepView> steps) {
    boolean attested =
        steps.stream().anyMatch(step -> "Attested".equals(step.evidence().get("proof")));
    return attested ? "> **The fence is attested by people; nothing proved it.**\n\n" : "";
  }

  private static String head(RunHeader header) {
    ClockView clock = header.clock();
    Instant deadline = clock.startedAt().plusMillis(clock.rtoMs());
    Instant restored = header.restoredAt();
    return "`"
        + header.run()
        + "` · "
        + header.runbook()
        + " · "
        + header.level()
        + " · started "
        + at(header.startedAt())
        + " by "
        + inline(header.startedBy())
        + " · clock since "
        + at(clock.startedAt())
        + " ("
        + clock.startedFrom()
        + ") · "
        + (restored == null ? "to be restored by " + at(deadline) : "restored " + at(restored));
  }

  private static String need(RunHeader header) {
    Need need = header.needs();
    if (need == null) {
      return "";
    }
    String by = need.by().isEmpty() ? "A person" : "A person (" + need.by() + ")";
    Instant until = need.until();
    return "> **"
        + by
        + " must decide"
        + (until == null ? "" : " by " + at(until))
        + ":** "
        + inline(need.text())
        + "\n"
        + need.choices().stream()
            .map(choice -> "> `bosai " + choice + " " + header.run() + " --why \"…\"`")
            .collect(Collectors.joining("  \n"))
        + "\n\n";
  }

  private static String decided(List<DecisionView> decisions) {
    if (decisions.isEmpty()) {
      return "";
    }
    return "\n| when | who | decided | why |\n|---|---|---|---|\n"
        + decisions.stream()
            .map(
                decision ->
                    "| "
                        + at(decision.at())
                        + " | "
                        + inline(decision.who())
                        + " | "
                        + inline(decision.what())
                        + " | "
                        + inline(decision.why())
                        + " |")
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String at(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
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
