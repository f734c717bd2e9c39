package dev.bosai.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  private final List<Process> started = new java.util.ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aLivingProcessIsItself() throws IOException {
    Process process = start("exec sleep 60");

    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

    assertThat(identity.alive()).isTrue();
    assertThat(identity).isEqualTo(ProcessIdentity.of(process.pid()).orElseThrow());
  }

  @Test
  void aLaterProcessOfTheSameIdIsAnotherOneAndGetsNoSignal() throws IOException {
    Process process = start("exec sleep 60");
    ProcessIdentity former =
        new ProcessIdentity(
            process.pid(), ProcessIdentity.of(process.pid()).orElseThrow().started() - 1);

    ProcessIdentity.signal("KILL", List.of(former));

    assertThat(former.alive()).isFalse();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void aSignalReachesAllOfThem() throws IOException {
    List<ProcessIdentity> both =
        List.of(start("exec sleep 60"), start("exec sleep 60")).stream()
            .map(process -> ProcessIdentity.of(process.pid()).orElseThrow())
            .toList();

    ProcessIdentity.signal("KILL", both);

    assertThat(
            Await.until(
                () -> both.stream().noneMatch(ProcessIdentity::alive), Duration.ofSeconds(5)))
        .isTrue();
  }

  @Test
  void aZombieDoesNotLive() throws IOException {
    // The shell has become a program that never asks how its child ended by the time it ends.
    Process parent = start("sleep 1 & echo $!; exec sleep 60");
    try (BufferedReader out = parent.inputReader()) {
      long child = Long.parseLong(out.readLine());

      assertThat(Await.until(() -> ProcessIdentity.of(child).isEmpty(), Duration.ofSeconds(5)))
          .isTrue();
      assertThat(java.nio.file.Path.of("/proc/" + child)).exists();
    }
  }

  @Test
  void processesAreFoundByTheMarkTheyCarry() throws IOException {
    Process marked = start("BOSAI_LAB=/nowhere/of-this-test exec sleep 60");
    start("BOSAI_LAB=/nowhere/of-another exec sleep 60");

    assertThat(
            Await.until(
                () ->
                    new ProcessTable()
                        .startedWith("BOSAI_LAB=/nowhere/of-this-test").stream()
                            .map(ProcessIdentity::pid)
                            .toList()
                            .equals(List.of(marked.pid())),
                Duration.ofSeconds(5)))
        .isTrue();
  }

  private Process start(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    started.add(process);
    return process;
  }
}
