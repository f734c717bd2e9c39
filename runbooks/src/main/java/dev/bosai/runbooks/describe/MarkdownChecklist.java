package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.SafeEnd;
import dev.bosai.runbooks.SafeEnds;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;
import dev.bosai.runbooks.system.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as a checklist that a person can follow by hand when nothing else works; meant to be
 * printed.
 */
public final class MarkdownChecklist {
  private final Plan plan;
  private final Map<String, SafeEnd> ends;
  private final HandWork work;
  private final StringBuilder page = new StringBuilder();

  private MarkdownChecklist(Plan plan) {
    this.plan = plan;
    this.ends = SafeEnds.of(plan.runbook().steps());
    this.work = new HandWork(plan);
  }

  /** Returns the checklist as Markdown, without a line end after the last line. */
  public static String of(Plan plan) {
    MarkdownChecklist checklist = new MarkdownChecklist(plan);
    checklist.head();
    checklist.steps(plan.runbook().steps(), "");
    checklist.foot();
    return checklist.page.toString().strip();
  }

  private void head() {
    var runbook = plan.runbook();
    page.append("# ").append(runbook.title()).append(", by hand\n\n");
    page.append(
        """
        Checklist of the runbook `%s` (%s) for the system `%s`, for when Bosai or Temporal cannot be reached.
        Objectives: back within %s, at most %s of writes lost.
        Made from plan `%s`.

        - One person reads and writes down, another types. Never skip a check box.
        - If Bosai comes back half-way: start the same runbook there; it looks at the world first and goes on.

        | Incident began (with zone) | Commander | Typed by | Finished |
        |---|---|---|---|
        | | | | |

        """
            .formatted(
                runbook.name(),
                runbook.level(),
                plan.system().system(),
                Durations.text(runbook.objectives().rto()),
                Durations.text(runbook.objectives().rpo()),
                PlanDigest.sha256(plan)));
    plan.system().databases().forEach(this::password);
  }

  private void password(String name, Database database) {
    String reference = database.admin().password();
    if (!reference.isEmpty()) {
      page.append("The password for `").append(name).append("`, before the first `psql`:\n\n");
      page.append(NodeShell.shell("export PGPASSWORD=" + secret(reference)));
    }
  }

  private static String secret(String reference) {
    return reference.startsWith("env:")
        ? "\"$" + reference.substring("env:".length()) + "\""
        : "\"$(cat " + NodeShell.quoted(reference.substring("file:".length())) + ")\"";
  }

  private void steps(List<Step> steps, String number) {
    int count = 0;
    for (Step step : steps) {
      count++;
      String own = number + count;
      step(step, own);
      steps(Steps.inside(step), own + ".");
    }
  }

  private void step(Step step, String number) {
    page.append("## ").append(number).append(". ").append(step.head().title()).append("\n\n");
    page.append("`").append(step.kind()).append("`, begun at `________` by `________`\n\n");
    page.append(condition(step.head().when()));
    String done = step.accept(work).stripTrailing();
    boolean endsInList = done.substring(done.lastIndexOf('\n') + 1).startsWith("- [ ]");
    page.append(done).append(endsInList ? "\n" : "\n\n");
    page.append("- [ ] Done at `________`. Result: `________________`\n\n");
    SafeEnd end = ends.getOrDefault(step.head().id(), SafeEnd.UNCHANGED);
    page.append("If you must stop here, say: **").append(end.word()).append("**.\n\n");
  }

  /** What is unknown counts as the bad case, which for an answer is that nobody gave it. */
  private static String condition(When when) {
    return switch (when) {
      // A plan has such a step only where there are backups.
      case ALWAYS, HAS_BACKUPS -> "";
      case LOSS_ABOVE_ACCEPTED, LOSS_FOUND, OLD_PRIMARY_UNREACHABLE ->
          "Only when: " + when.word().replace('-', ' ') + ". If that is unknown, do it.\n\n";
      case CHOSEN_SWITCH, CHOSEN_EXTRACT, CHOSEN_DISCARD, KEPT, UNDONE ->
          "**Only when: "
              + when.word().replace('-', ' ')
              + ".** If nobody decided so, leave it out.\n\n";
    };
  }

  private void foot() {
    page.append("## What to say when you stop\n\n");
    page.append(
        ends.values().stream()
            .distinct()
            .map(end -> "- **" + end.word() + "**: " + end.meaning() + ".")
            .collect(Collectors.joining("\n")));
  }
}
