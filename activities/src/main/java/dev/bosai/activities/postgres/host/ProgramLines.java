package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.activities.program.Killing;
import dev.bosai.workflows.port.FailureType;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What a program prints while it runs, line by line. Whoever reads from a program does not hear an
 * interrupt, so another thread does, and the one that works on the lines can be told to stop.
 */
public final class ProgramLines {
  private static final Duration END = Duration.ofSeconds(10);
  private static final int AHEAD = 1_000;
  private final Process process;
  private final String program;
  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);
  private final AtomicReference<IOException> failed = new AtomicReference<>();

  /**
   * Takes over a program that was just started.
   *
   * @param program its name, for people
   */
  public ProgramLines(Process process, String program) {
    this.process = process;
    this.program = program;
  }

  /**
   * Hands each line over on this thread, until the program ends. However that ends, an interrupt
   * included, the program and what it started do not live on.
   *
   * @param silence longest wait for a line
   * @return its exit code
   */
  public int each(Duration silence, Consumer<String> use) throws IOException, InterruptedException {
    Thread reader = new Thread(this::read, program + " lines");
    reader.setDaemon(true);
    reader.start();
    try {
      for (Optional<String> line = next(silence); line.isPresent(); line = next(silence)) {
        use.accept(line.get());
      }
      if (failed.get() != null) {
        throw failed.get();
      }
      return Programs.awaited(process, END, program);
    } finally {
      Killing.withAll(process.toHandle());
      reader.interrupt();
    }
  }

  private Optional<String> next(Duration silence) throws InterruptedException {
    Optional<String> line = lines.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "program \"" + program + "\" showed nothing for " + silence.toSeconds() + " s",
          "look at what it works with; it is tried again");
    }
    return line;
  }

  private void read() {
    try (BufferedReader from = process.inputReader()) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        lines.put(Optional.of(line));
      }
    } catch (IOException e) {
      failed.set(e);
    } catch (InterruptedException nobodyListens) {
      return;
    }
    finish();
  }

  private void finish() {
    try {
      lines.put(Optional.empty());
    } catch (InterruptedException nobodyListens) {
      Thread.currentThread().interrupt();
    }
  }
}
