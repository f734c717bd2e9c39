package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import java.util.Optional;
import java.util.Set;

/**
 * What shows that the old primary cannot write, by the one word that the step which made it
 * recorded.
 */
public final class FenceWord {
  private static final String ATTESTED = "Attested";
  private static final Set<String> FENCES = Set.of("fence", "demote");

  private FenceWord() {}

  /** Returns the kind of proof; empty while there is none. */
  public static Optional<String> of(RunSnapshot run) {
    return evidence(run, "proof");
  }

  /** Returns what was seen of a second writer; empty if none was. */
  public static Optional<String> secondWriter(RunSnapshot run) {
    return evidence(run, "second writer");
  }

  private static Optional<String> evidence(RunSnapshot run, String name) {
    return run.steps().stream()
        .filter(step -> FENCES.contains(step.kind()))
        .flatMap(step -> Optional.ofNullable(step.evidence().get(name)).stream())
        .findFirst();
  }

  /** Returns whether nothing proved it, and people gave their word. */
  public static boolean isAttested(RunSnapshot run) {
    return of(run).filter(ATTESTED::equals).isPresent();
  }
}
