package dev.bosai.app.bench;

import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Says what was measured on: figures mean nothing without it. */
public final class Machine {
  private static final long KIB_PER_GIB = 1024L * 1024;

  private Machine() {}

  /**
   * Describes this machine and a lab's programs in one line.
   *
   * @param settings of the lab
   */
  public static String describe(LabSettings settings) {
    return "%d cores, %d GiB, %s, Java %s, PostgreSQL %s, Temporal CLI %s, load %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            memory(),
            system(),
            System.getProperty("java.version"),
            settings.postgresVersion(),
            temporal(settings),
            read("/proc/loadavg").get(0).split(" ", -1)[0]);
  }

  private static long memory() {
    String total = field("/proc/meminfo", "MemTotal:");
    return Math.round(Long.parseLong(total.replaceAll("\\D", "")) / (double) KIB_PER_GIB);
  }

  private static String system() {
    return field("/etc/os-release", "PRETTY_NAME=").replace("\"", "");
  }

  private static String temporal(LabSettings settings) {
    String text =
        Program.of(List.of(settings.temporal(), "--version"), Duration.ofSeconds(10))
            .runWell("check the Temporal CLI");
    return text.replaceAll("(?s).*?(\\d+\\.\\d+\\.\\d+).*", "$1");
  }

  private static String field(String file, String prefix) {
    return read(file).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
