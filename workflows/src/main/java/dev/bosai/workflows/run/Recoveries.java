package dev.bosai.workflows.run;

import dev.bosai.workflows.RunInput.Recovered;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the run knows, database by database. */
final class Recoveries {
  /** Effects of a reprotect come after all of the recovery's, within the recovery's epoch. */
  static final int EFFECTS_BEFORE = 1000;

  private final @Nullable Recovered recovered;
  private final Map<String, Recovery> byDatabase = new LinkedHashMap<>();

  Recoveries(@Nullable Recovered recovered) {
    this.recovered = recovered;
  }

  Recovery of(String database) {
    return byDatabase.computeIfAbsent(database, this::begin);
  }

  Collection<Recovery> all() {
    return byDatabase.values();
  }

  private Recovery begin(String database) {
    Recovery recovery = new Recovery(database);
    if (recovered != null) {
      recovery.continueFrom(
          recovered.epoch(),
          Math.max(EFFECTS_BEFORE, recovered.effectsBefore()),
          recovered.promoted(),
          recovered.preserved());
      recovery.othersPreserved(recovered.others());
    }
    return recovery;
  }
}
