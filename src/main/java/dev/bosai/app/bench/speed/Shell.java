package dev.bosai.app.bench.speed;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What a person at the shell notices: how long {@code status} takes, how big a worker is. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double KIB_PER_MIB = 1024;

  private final BenchLab bench;

  Shell(BenchLab bench) {
    this.bench = bench;
  }

  /** Returns how long {@code bosai status} takes, launcher included, in milliseconds. */
  List<Double> status(int runs) {
    Program status =
        Program.of(List.of(launcher(), "status", "lab", "--system", bench.systemFile()), PATIENCE);
    // The first one remembers classes for the next ones, once for each build.
    status.run();
    return IntStream.range(0, runs).mapToObj(n -> timed(status)).toList();
  }

  /** Returns the resident memory of the lab's workers, in MiB. */
  List<Double> workers() {
    return LabStatus.of(bench.lab()).workers().stream()
        .map(worker -> resident(worker.pid()))
        .toList();
  }

  private static double timed(Program program) {
    Instant from = Instant.now();
    program.runWell("start the benchmark with ./bosai");
    return History.millis(from, Instant.now());
  }

  private static double resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The program lies in the checkout's target folder, the launcher one above it.
  private static String launcher() {
    try {
      Path jar = Path.of(Shell.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path launcher = jar.resolveSibling("..").resolve("bosai").normalize();
      if (!Files.isExecutable(launcher)) {
        throw new Fault(
            Blame.ENVIRONMENT,
            "the launcher \"" + launcher + "\" is not there",
            "run the benchmark from a checkout, with ./bosai bench speed");
      }
      return launcher.toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is no path", e);
    }
  }
}
