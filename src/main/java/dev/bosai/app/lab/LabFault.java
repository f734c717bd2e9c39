package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.daemon.LabLink;
import dev.bosai.app.lab.postgres.LabServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Breaks a lab as an outage would. */
public final class LabFault {
  private final Lab lab;
  private final Clock clock;

  /**
   * Makes the breaker.
   *
   * @param clock tells when it happened
   */
  public LabFault(Lab lab, Clock clock) {
    this.lab = lab;
    this.clock = clock;
  }

  /** Which processes of a server are hit. */
  public enum Scope {
    /** Its first process only: open sessions go on being served. */
    POSTMASTER,
    /** All of them. */
    ALL;

    /** Returns the word that people type. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was done.
   *
   * @param fault its name
   * @param node that was hit
   * @param at just before the signal
   * @param pids of the processes that were hit
   */
  public record Done(String fault, String node, Instant at, List<Long> pids) {}

  /**
   * Kills all processes of the primary at once, as a power loss would. The first process goes
   * first: one that outlives its children, if only by a moment, begins to set the server up again,
   * which no power loss does.
   */
  public Done killPrimary() {
    LabServer primary = primary();
    List<ProcessIdentity> firstFirst =
        Stream.concat(primary.postmaster().stream(), primary.processes().stream())
            .distinct()
            .toList();
    return hit("kill-primary", primary, "KILL", firstFirst);
  }

  /** Stops processes of the primary without ending them: its port still takes connections. */
  public Done hangPrimary(Scope scope) {
    LabServer primary = primary();
    List<ProcessIdentity> hit =
        scope == Scope.ALL ? primary.processes() : primary.postmaster().stream().toList();
    return hit("hang-primary", primary, "STOP", hit);
  }

  /**
   * Cuts the primary's site off: all that crosses its border is held in silence, in both
   * directions. Its server and whoever is beside it go on.
   */
  public Done cutSite() {
    LabServer primary = primary();
    Instant at = clock.instant();
    new LabLink(lab.settings().ports()).cut(primary.node().site());
    return new Done("cut-site", primary.node().name(), at, List.of());
  }

  /** Mends what was cut between the sites. */
  public void mendSite() {
    new LabLink(lab.settings().ports()).mend();
  }

  private Done hit(String fault, LabServer server, String signal, List<ProcessIdentity> processes) {
    Instant at = clock.instant();
    ProcessIdentity.signal(signal, processes);
    return new Done(
        fault, server.node().name(), at, processes.stream().map(ProcessIdentity::pid).toList());
  }

  private LabServer primary() {
    return lab.servers()
        .primary()
        .orElseThrow(
            () ->
                new Fault(
                    Blame.REFUSED,
                    "no server of the lab takes writes, so there is no primary to break",
                    "see \"bosai lab status\"; \"bosai lab up\" brings back what is missing"));
  }
}
