package dev.bosai.app.demo;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The probe's ledger, watched from the outside. */
final class Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration A_WHILE = Duration.ofSeconds(3);

  /** In bytes: about five lines. */
  private static final long SOME_ROWS = 500;

  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  /**
   * Waits until writes have been acknowledged for a while; how many a while brings depends on the
   * lag.
   *
   * @throws Fault of the environment if that takes longer than a minute
   */
  void awaitSteady() {
    long wanted = size() + SOME_ROWS;
    long began = System.nanoTime();
    boolean steady =
        Await.until(
            () -> size() >= wanted && System.nanoTime() - began >= A_WHILE.toNanos(), PATIENCE);
    if (!steady) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the probe's writes are not acknowledged, \"" + file + "\" does not grow",
          "see \"bosai lab status\" and the logs of the lab");
    }
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
