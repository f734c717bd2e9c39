package dev.bosai.app.cli.text;

import dev.bosai.app.report.Answers;
import dev.bosai.app.report.Decisions;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two readings of a run, one plain line each; for logs and pipes. Each line
 * begins with the time at which it happened, not with the time at which it was read.
 */
public final class Changes {
  private final Instant read;
  private final List<Told> told = new ArrayList<>();

  private Changes(Instant read) {
    this.read = read;
  }

  /** Something that happened. */
  private record Told(Instant at, String run, String text) {
    String line() {
      return Spans.time(at) + " " + run + " " + text.replaceAll("\\s*\\n\\s*", " – ");
    }
  }

  /**
   * Returns the lines, in the order in which things happened.
   *
   * @param before the reading before; null for the first, which tells everything that began
   * @param now the reading now
   * @param at the reader's time, for what has no time of its own
   */
  public static List<String> between(@Nullable RunSnapshot before, RunSnapshot now, Instant at) {
    Changes changes = new Changes(at);
    changes.run(before, now);
    return changes.told.stream().sorted(Comparator.comparing(Told::at)).map(Told::line).toList();
  }

  private void run(@Nullable RunSnapshot before, RunSnapshot now) {
    Map<String, StepView> known = byId(before);
    String name = now.header().run();
    now.steps().stream()
        .filter(step -> changed(known.get(step.id()), step))
        .forEach(step -> told.add(new Told(at(step), name, step(step))));
    int decided = before == null ? 0 : before.decisions().size();
    now.decisions().stream()
        .skip(decided)
        .forEach(decision -> told.add(new Told(decision.at(), name, decision(decision))));
    header(before == null ? null : before.header(), now.header());
    RunSnapshot after = now.reprotect();
    if (after != null) {
      run(before == null ? null : before.reprotect(), after);
    }
  }

  private static Map<String, StepView> byId(@Nullable RunSnapshot run) {
    Map<String, StepView> steps = new HashMap<>();
    if (run != null) {
      run.steps().forEach(step -> steps.put(step.id(), step));
    }
    return steps;
  }

  private static boolean changed(@Nullable StepView before, StepView now) {
    return before == null
        ? now.state() != StepState.PENDING
        : before.state() != now.state() || before.attempts() != now.attempts();
  }

  /** A step that waits began to do so at a time that only the prompt knows. */
  private Instant at(StepView step) {
    Instant ended = step.endedAt();
    Instant began = step.startedAt();
    if (ended != null) {
      return ended;
    }
    return began == null || step.state() == StepState.WAITING ? read : began;
  }

  private static String step(StepView step) {
    String what = step.sentence().isEmpty() ? step.title() : step.sentence();
    String tries = step.attempts() > 1 ? ", try " + step.attempts() : "";
    return step.id() + " " + step.state().word() + tries + took(step) + ": " + what;
  }

  private static String took(StepView step) {
    Instant began = step.startedAt();
    Instant ended = step.endedAt();
    return began == null || ended == null || step.state() == StepState.NOT_NEEDED
        ? ""
        : " after " + Spans.words(Duration.between(began, ended));
  }

  private static String decision(DecisionView decision) {
    return decision.who()
        + " decided: "
        + Decisions.what(decision)
        + (decision.why().isEmpty() ? "" : " – " + decision.why());
  }

  private void header(@Nullable RunHeader before, RunHeader now) {
    Instant restored = now.restoredAt();
    if (restored != null && (before == null || before.restoredAt() == null)) {
      told.add(new Told(restored, now.run(), "service restored"));
    }
    if (before == null || before.state() != now.state()) {
      Instant ended = now.endedAt();
      String text = now.state().word() + ": " + now.sentence();
      told.add(new Told(ended == null ? read : ended, now.run(), text));
    }
    Need needs = now.needs();
    if (needs != null && (before == null || !Objects.equals(needs, before.needs()))) {
      Answers.commands(now, needs)
          .forEach(text -> told.add(new Told(read, now.run(), "type: " + text)));
    }
  }
}
