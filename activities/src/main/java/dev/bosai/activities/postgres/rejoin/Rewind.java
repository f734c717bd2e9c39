package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.wire.LongCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Takes a directory's own changes past the fork back. It works on the directory under another name,
 * where no supervisor looks for it: rewinding needs the control file back in its place.
 */
final class Rewind {
  private static final Duration BOUND = Duration.ofHours(2);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** The server goes on with it when nobody waits any more, so that the next attempt gets on. */
  private static final Duration CHECKPOINT = Duration.ofMinutes(10);

  private final Host host;
  private final Primary primary;
  private final Upstream upstream;

  Rewind(Host host, Primary primary, Upstream upstream) {
    this.host = host;
    this.primary = primary;
    this.upstream = upstream;
  }

  /**
   * Rewinds.
   *
   * @return why it failed; empty if it did not. After a failure the directory is worth nothing.
   */
  String run() throws IOException, SQLException, InterruptedException {
    checkpoint();
    SortedMap<String, String> room = host.controlData().room();
    Path work = host.data().rejoining();
    Durable.rename(host.data().path(), work);
    unblock(work);
    keepAllWal(work);
    Path settings = work.resolve("postgresql.conf");
    boolean elsewhere = !Files.exists(settings);
    if (elsewhere) {
      configure(settings, room);
    }
    Programs.Output output = rewound(work);
    if (elsewhere) {
      Files.deleteIfExists(settings);
    }
    return output.code() == 0 ? "" : output.tail();
  }

  private Programs.Output rewound(Path work) throws IOException, InterruptedException {
    return host.programs()
        .run(
            BOUND,
            "pg_rewind",
            List.of(
                "--target-pgdata=" + work,
                "--source-server=" + upstream.administrator().forTool()));
  }

  /** Where Debian keeps the settings, the recovery that comes first does not look for them. */
  private void configure(Path settings, SortedMap<String, String> room) throws IOException {
    String text =
        room.entrySet().stream()
            .map(one -> one.getKey() + " = " + one.getValue() + "\n")
            .collect(Collectors.joining());
    Durable.replace(settings, text.getBytes(StandardCharsets.UTF_8), host.owner());
  }

  /**
   * Until its first checkpoint the new primary's control file names the old timeline, and pg_rewind
   * of PostgreSQL 15 and older then takes a diverged node for an equal one.
   */
  private void checkpoint() throws SQLException, InterruptedException {
    try (Connection connection = primary.open(SILENCE)) {
      LongCommand.run(connection, "checkpoint", CHECKPOINT);
    }
  }

  /** Rewinding first recovers the crashed node, which a standby's signal file would forbid. */
  private static void unblock(Path work) throws IOException {
    Files.deleteIfExists(work.resolve("standby.signal"));
    Files.deleteIfExists(work.resolve("recovery.signal"));
    Files.deleteIfExists(work.resolve("postmaster.pid"));
    ControlFile control = new ControlFile(work);
    if (control.blocksStart()) {
      Durable.rename(control.blocked(), control.live());
    }
  }

  /**
   * The crash recovery that comes first ends with a checkpoint, which would remove the very WAL
   * that rewinding then reads back to the last checkpoint before the fork. The node's own settings
   * are put back afterwards.
   */
  private void keepAllWal(Path work) throws IOException {
    byte[] line = "\nwal_keep_size = '1TB'\n".getBytes(StandardCharsets.UTF_8);
    Durable.append(work.resolve("postgresql.auto.conf"), line, host.owner());
  }
}
