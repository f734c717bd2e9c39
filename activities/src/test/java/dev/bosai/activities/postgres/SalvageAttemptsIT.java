package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An old directory is read beside itself, by one attempt at a time, and given up with care. */
class SalvageAttemptsIT {
  private PostgresCluster cluster;
  private LostTimeline old;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    old = LostTimeline.on(cluster);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void theOldDirectoryStaysAsItWasAndNothingIsLeftBehind() throws Exception {
    old.small();
    Preserved preserved = old.preserve();
    Path directory = cluster.db1().data();
    String before = fingerprint(directory);
    Salvaged found = old.salvage(preserved);

    assertThat(fingerprint(directory)).isEqualTo(before);
    assertThat(work()).doesNotExist();
    assertThat(programs()).isEmpty();
    assertThat(found.old()).isEqualTo(directory.toString());
    assertThat(old.salvage(preserved)).isEqualTo(found);
  }

  @Test
  void whatAKilledAttemptLeftIsEndedAndDoneAnew() throws Exception {
    old.small();
    Preserved preserved = old.preserve();
    PostgresServer db1 = cluster.db1();
    db1.shell().run("/bin/mkdir", "-p", work().getParent().toString());
    db1.shell().run("/bin/cp", "-a", db1.data().toString(), work().toString());
    Files.move(work().resolve("global/pg_control.fenced"), work().resolve("global/pg_control"));
    Files.deleteIfExists(work().resolve("postmaster.pid"));
    db1.shell()
        .run(
            "pg_ctl",
            "start",
            "-w",
            "-D",
            work().toString(),
            "-l",
            work() + "/log",
            "-o",
            "-c listen_addresses='' -c unix_socket_directories='" + work() + "'");

    // Of another run, whose work was given up.
    Path other = work().getParent().resolveSibling("lab_0").resolve("old");
    db1.shell().run("/bin/mkdir", "-p", other.getParent().toString());
    db1.shell().run("/bin/cp", "-a", db1.data().toString(), other.toString());

    LostTimeline.counts(old.salvage(preserved), "public.orders", 1, 1, 0);
    assertThat(work()).doesNotExist();
    assertThat(other).doesNotExist();
    assertThat(programs()).isEmpty();
  }

  @Test
  void aTableThatSomebodyHasLockedIsToldAndComparedTheNextTime() throws Exception {
    old.small();
    Preserved preserved = old.preserve();
    try (Connection locker = cluster.db2().connect()) {
      locker.setAutoCommit(false);
      locker.createStatement().execute("lock table orders in access exclusive mode");
      Salvaged found = old.salvage(preserved);
      assertThat(found.tables()).isEmpty();
      assertThat(found.notCompared().get("public.orders")).contains("lock timeout");
    }
    LostTimeline.counts(old.salvage(preserved), "public.orders", 1, 1, 0);
  }

  @Test
  void anOldDirectoryIsGivenUpOnlyAfterItsRowsWereSalvagedOrSomebodyInsists() throws Exception {
    old.small();
    Preserved preserved = old.preserve();
    assertThatThrownBy(() -> old.settle(preserved, Fate.DISCARDED, true))
        .hasMessageContaining("is still the node's own directory");
    Path kept =
        Path.of(
            cluster
                .onHosts()
                .rejoin(
                    new RejoinNode(
                        PostgresCluster.node("db1"), "db2", preserved, new Token(1, 4, 1)))
                .kept());
    assertThatThrownBy(() -> old.settle(preserved, Fate.DISCARDED, false))
        .hasMessageContaining("nobody has had the rows");

    Settled stays = old.settle(preserved, Fate.KEPT, false);
    assertThat(stays.directory()).isEqualTo(kept.toString());
    assertThat(stays.there()).isTrue();
    LostTimeline.counts(old.salvage(preserved), "public.orders", 1, 1, 0);
    Settled gone = old.settle(preserved, Fate.DISCARDED, false);
    assertThat(gone.there()).isFalse();
    assertThat(gone.bytes()).isGreaterThan(10_000_000);
    assertThat(kept).doesNotExist();
    assertThat(Path.of(preserved.directory(), "settled.json"))
        .content()
        .contains("aya", "reviewed");
    assertThat(old.settle(preserved, Fate.DISCARDED, false)).isEqualTo(gone);
    assertThat(Path.of(old.salvage(preserved).folder())).exists();
  }

  private Path work() {
    return Path.of(cluster.db1().data() + ".bosai", "salvage", "lab_1", "old");
  }

  private List<ProcessHandle> programs() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                Stream.of(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains(work().toString())))
        .toList();
  }

  private static String fingerprint(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        all.append(file)
            .append(Files.readAttributes(file, "unix:mode,uid,size,lastModifiedTime"))
            .append('\n');
      }
    }
    return all.toString();
  }
}
