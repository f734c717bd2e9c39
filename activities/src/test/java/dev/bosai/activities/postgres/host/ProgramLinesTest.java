package dev.bosai.activities.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramLinesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final List<String> seen = new ArrayList<>();

  @Test
  void everyLineIsHandedOverAndTheCodeReturned() throws Exception {
    Process process = shell("seq 1 5000; exit 3");
    assertThat(new ProgramLines(process, "seq").each(LONG, seen::add)).isEqualTo(3);
    assertThat(seen).hasSize(5_000).endsWith("5000");
  }

  @Test
  void anInterruptEndsTheProgramAndWhatItStarted() throws Exception {
    Process process = shell("sleep 600 & echo $!; wait");
    Thread here = Thread.currentThread();
    assertThatThrownBy(
            () ->
                new ProgramLines(process, "sleep")
                    .each(
                        LONG,
                        line -> {
                          seen.add(line);
                          here.interrupt();
                        }))
        .isInstanceOf(InterruptedException.class);
    assertThat(process.waitFor()).isEqualTo(137);
    ProcessHandle started = ProcessHandle.of(Long.parseLong(seen.get(0))).orElse(null);
    assertThat(started == null || !started.isAlive() || isGone(started)).isTrue();
  }

  @Test
  void silenceHasABound() throws Exception {
    Process process = shell("echo one; exec sleep 600");
    assertThatThrownBy(
            () -> new ProgramLines(process, "sleep").each(Duration.ofSeconds(1), seen::add))
        .hasMessageContaining("program \"sleep\" showed nothing for 1 s");
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(seen).containsExactly("one");
  }

  @Test
  void whoeverFailsOnALineEndsTheProgramToo() throws Exception {
    Process process = shell("yes");
    assertThatThrownBy(
            () ->
                new ProgramLines(process, "yes")
                    .each(
                        LONG,
                        line -> {
                          throw new IllegalStateException(line);
                        }))
        .hasMessage("y");
    assertThat(process.waitFor()).isEqualTo(137);
  }

  private static boolean isGone(ProcessHandle process) throws Exception {
    process.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
    return !process.isAlive();
  }

  private static Process shell(String command) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", command).start();
  }
}
