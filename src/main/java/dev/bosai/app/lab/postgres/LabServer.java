package dev.bosai.app.lab.postgres;

import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at one of the lab's database servers, and finds its processes. */
public final class LabServer {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final String LOOK =
      "select pg_is_in_recovery(), (select system_identifier from pg_control_system())";

  private final LabNode node;
  private final Psql psql;

  LabServer(LabNode node, Psql psql) {
    this.node = node;
    this.psql = psql;
  }

  /** What a server is. */
  public enum Role {
    /** Takes writes. */
    PRIMARY,
    /** Follows. */
    STANDBY,
    /** Does not answer. */
    DOWN,
    /** Its start is blocked by a fence. */
    FENCED
  }

  /**
   * What a look at a server showed.
   *
   * @param role now
   * @param systemIdentifier of its cluster; empty if it does not answer
   */
  public record Look(Role role, String systemIdentifier) {}

  /** Returns which server this is. */
  public LabNode node() {
    return node;
  }

  /** Looks at it now. */
  public Look look() {
    Program.Outcome answer = psql.ask(LOOK, ANSWER_WITHIN);
    String[] fields = answer.text().split("\\|", -1);
    if (answer.good() && fields.length == 2) {
      return new Look(fields[0].equals("t") ? Role.STANDBY : Role.PRIMARY, fields[1]);
    }
    return new Look(fenced() ? Role.FENCED : Role.DOWN, "");
  }

  /** Returns whether it was ever made. */
  public boolean exists() {
    return Files.exists(node.data().resolve("PG_VERSION"));
  }

  /** Returns whether a fence keeps it from starting: its control file is gone or put aside. */
  public boolean fenced() {
    return exists() && !Files.exists(node.data().resolve("global").resolve("pg_control"));
  }

  /** Returns whether the standby streams from this server. */
  public boolean feeds(LabNode standby) {
    String query =
        "select count(*) from pg_stat_replication where state = 'streaming' and application_name = '"
            + standby.name()
            + "'";
    return psql.ask(query, ANSWER_WITHIN).text().equals("1");
  }

  /** Returns every process of it, also those whose postmaster is gone. */
  public List<ProcessIdentity> processes() {
    return new ProcessTable().postgresWithin(node.data());
  }

  /** Returns its first process, if that lives. */
  public Optional<ProcessIdentity> postmaster() {
    Path file = node.data().resolve("postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return processes().stream().filter(process -> process.pid() == pid).findFirst();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      // No file, or one that is being written: there is no server that could be named.
      return Optional.empty();
    }
  }
}
