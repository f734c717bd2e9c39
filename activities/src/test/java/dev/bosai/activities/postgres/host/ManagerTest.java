package dev.bosai.activities.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Poll;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of the managers' names are seen by what they started, or what they were told of. */
class ManagerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(10);
  private final List<Process> running = new ArrayList<>();

  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void makeANode() throws IOException {
    Path data = Files.createDirectories(folder.resolve("srv/main"));
    host =
        new Host(
            new NodeRef("shop", "main", "db1"),
            new Node("tokyo", "127.0.0.1", 5432, data.toString(), new NodeControl.PgCtl("")),
            new DataDirectory(data),
            Owner.self(),
            new Programs(folder, List.of()));
  }

  @AfterEach
  void stop() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void nobodyRunsAServerThatWasStartedByHand() throws Exception {
    lockFile(started("shell", "sleep 60 & echo $! >" + folder.resolve("pid") + "; wait"));
    assertThat(Manager.of(host)).isEmpty();
    Manager.requireNone(host);
  }

  @Test
  void whoeverStartedTheServerRunsIt() throws Exception {
    lockFile(started("patroni", "sleep 60 & echo $! >" + folder.resolve("pid") + "; wait"));
    assertThat(Manager.of(host).map(Manager.Found::manager)).contains(Manager.PATRONI);
    assertThatThrownBy(() -> Manager.requireNone(host))
        .hasMessageContaining("node \"db1\" is run by Patroni (process ")
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("patronictl pause");
  }

  @Test
  void soDoesWhoeverIsConfiguredForItsDirectoryWhileTheServerIsDown() throws Exception {
    Path configuration =
        Files.writeString(
            folder.resolve("repmgr.conf"), "data_directory='" + host.data().path() + "'\n");
    started("repmgrd", "sleep 60", "-f", configuration.toString());
    assertThat(Manager.of(host).map(Manager.Found::manager)).contains(Manager.REPMGRD);
  }

  @Test
  void soDoesWhoeverIsGivenItsDirectory() throws Exception {
    started("pg_autoctl", "sleep 60", "run", "--pgdata", host.data().path().toString());
    assertThat(Manager.of(host).map(Manager.Found::manager)).contains(Manager.PG_AUTO_FAILOVER);
  }

  @Test
  void whoRunsAnotherServerOfTheHostDoesNot() throws Exception {
    Path configuration =
        Files.writeString(folder.resolve("patroni.yml"), "data_dir: /srv/another\n");
    started("patroni", "sleep 60", configuration.toString());
    started("manager", "sleep 60", host.data().path().toString());
    assertThat(Manager.of(host)).isEmpty();
  }

  @Test
  void anOperatorsInstanceManagerIsWhoStartedTheServer() throws Exception {
    lockFile(
        started(
            "manager",
            "sleep 60 & echo $! >" + folder.resolve("pid") + "; wait",
            "instance",
            "run"));
    assertThat(Manager.of(host).map(Manager.Found::manager)).contains(Manager.OPERATOR);
  }

  /** Runs a script under a name; returns once it has begun. */
  private Process started(String name, String script, String... arguments) throws Exception {
    Path program = folder.resolve(name);
    Path begun = folder.resolve(name + ".begun");
    Files.writeString(program, "#!/bin/sh\ntouch " + begun + "\n" + script + "\n");
    List<String> command = new ArrayList<>(List.of("/bin/sh", program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    running.add(process);
    assertThat(Poll.until(PATIENCE, EVERY, () -> present(begun))).isPresent();
    return process;
  }

  /** Writes what a server leaves that the process started. */
  private void lockFile(Process starter) throws Exception {
    Path pid = folder.resolve("pid");
    assertThat(
            Poll.until(
                PATIENCE,
                EVERY,
                () -> present(pid).filter(file -> starter.children().findAny().isPresent())))
        .isPresent();
    String child = Long.toString(starter.children().findFirst().orElseThrow().pid());
    Files.writeString(
        host.data().postmasterPid(),
        String.join("\n", child, host.data().path().toString(), "1795470928", "5432", "", "*", ""));
  }

  private static Optional<Path> present(Path file) {
    return Optional.of(file).filter(Files::exists);
  }
}
