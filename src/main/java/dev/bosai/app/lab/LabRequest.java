package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of a lab; what is not said takes its default, or stays as it is in a lab that
 * exists.
 *
 * @param replication between the sites; {@code ASYNC} by default
 * @param lagMs delay of replication each way, in milliseconds; 0 by default
 * @param basePort the first port; 15400 by default
 * @param loadMegabytes data to load; 0 by default
 * @param backups what keeps backups; {@code BASEBACKUP} by default
 * @param exclusive whether the system file promises that no client goes past the router; not by
 *     default
 */
public record LabRequest(
    @Nullable Replication replication,
    @Nullable Long lagMs,
    @Nullable Integer basePort,
    @Nullable Integer loadMegabytes,
    @Nullable BackupKind backups,
    @Nullable Boolean exclusive) {
  /** The first port where none is wanted. */
  public static final int BASE_PORT = 15400;

  /** Wants one whose clients may go past the router. */
  public LabRequest(
      @Nullable Replication replication,
      @Nullable Long lagMs,
      @Nullable Integer basePort,
      @Nullable Integer loadMegabytes,
      @Nullable BackupKind backups) {
    this(replication, lagMs, basePort, loadMegabytes, backups, null);
  }

  /**
   * Checks that a lab that exists is what is wanted.
   *
   * @throws Fault of a refusal if it is another
   */
  void fits(LabSettings settings) {
    same("--replication", replication, settings.replication());
    same("--lag", lagMs, settings.lagMs());
    same("--base-port", basePort, settings.basePort());
    same("--load", loadMegabytes, settings.loadMegabytes());
    same("--backups", backups, settings.backups());
    same("--exclusive", exclusive, settings.exclusive());
  }

  private static void same(String option, @Nullable Object wanted, Object found) {
    if (wanted != null && !wanted.equals(found)) {
      throw new Fault(
          Blame.REFUSED,
          "the lab that exists has " + option + " \"" + found + "\", wanted \"" + wanted + "\"",
          "run \"bosai lab down\" first, or use another BOSAI_HOME");
    }
  }
}
