package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings what the primary has written into the archive, so that the archive reaches now. */
final class PrimaryWal {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofMillis(50);

  /** Where nothing was written since the last switch, it does nothing and names the end of that. */
  private static final String SWITCH = "select pg_walfile_name(pg_switch_wal())";

  private static final String FAILURE =
      """
      select '; its archive_command last failed with "' || last_failed_wal || '" at '
        || last_failed_time from pg_stat_archiver
      where last_failed_time > coalesce(last_archived_time, '-infinity')
      """;
  private final Primaries primaries;

  PrimaryWal(Primaries primaries) {
    this.primaries = primaries;
  }

  /** Returns every node that takes writes and belongs to the cluster. */
  List<Primary> of(NodeRef node, String systemIdentifier) throws InterruptedException {
    List<Primary> writable = primaries.writable(new DatabaseRef(node.system(), node.database()));
    for (Primary primary : writable) {
      if (!primary.facts().systemIdentifier().equals(systemIdentifier)) {
        throw Failures.of(
            FailureType.WRONG_IDENTITY,
            "node \"%s\" is of cluster \"%s\", expected \"%s\"; nothing was touched"
                .formatted(
                    primary.facts().node(), primary.facts().systemIdentifier(), systemIdentifier),
            "compare the nodes in the system file with the hosts");
      }
    }
    return writable;
  }

  /**
   * Has everything archived that is written by now.
   *
   * @return what a person should know of it, one sentence each
   */
  List<String> archive(List<Primary> writable, int timeline, WalArchive archive)
      throws IOException, InterruptedException {
    Optional<Primary> primary =
        writable.stream().filter(one -> one.facts().timeline() == timeline).findFirst();
    if (primary.isPresent()) {
      return archive(primary.get(), archive);
    }
    if (!writable.isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "primary \"%s\" is on timeline %d, expected %d; nothing was touched"
              .formatted(
                  writable.get(0).facts().node(), writable.get(0).facts().timeline(), timeline),
          "look again which node is the primary, then ask anew");
    }
    return List.of("no primary answers: what it had not archived cannot be reached");
  }

  private static List<String> archive(Primary primary, WalArchive archive)
      throws IOException, InterruptedException {
    String name = primary.facts().node();
    try (Connection connection = primary.open(SILENCE)) {
      if (Sql.text(connection, "show archive_mode").equals("off")) {
        return List.of("primary \"" + name + "\" has archive_mode off: it archives nothing");
      }
      String segment = Sql.text(connection, SWITCH);
      boolean archived = Poll.until(BOUND, EVERY, () -> there(archive, segment)).isPresent();
      return archived
          ? List.of()
          : List.of(
              "primary \"%s\" did not archive \"%s\" within %d s, so that nothing in it can be reached%s"
                  .formatted(name, segment, BOUND.toSeconds(), Sql.text(connection, FAILURE)));
    } catch (SQLException e) {
      return List.of(
          "primary \"%s\" was not asked to archive what it has (%s), which cannot be reached then"
              .formatted(name, e.getMessage()));
    }
  }

  /** An interrupt is heard by the pause between two looks. */
  private static Optional<String> there(WalArchive archive, String segment) throws IOException {
    try {
      return archive.names().contains(segment) ? Optional.of(segment) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
