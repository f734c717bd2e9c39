package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * From where the machine's processes are seen.
 *
 * @param boot identifies the machine and its boot
 * @param processes identifies the PID namespace; who is in it sees every process of it and of those
 *     below it
 */
public record Vantage(String boot, String processes) {
  /** The namespace that holds all others (Linux source, {@code include/linux/proc_ns.h}). */
  private static final String ROOT = "pid:[4026531836]";

  /** Returns where this process is. */
  public static Vantage here() throws IOException {
    return new Vantage(
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
  }

  /** Returns whether every process of the machine is seen, those in containers included. */
  public boolean wholeMachine() {
    return processes.equals(ROOT);
  }

  /** Returns when the machine was booted; a container's own start is no boot. */
  public static Instant booted() throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).stream()
        .filter(line -> line.startsWith("btime "))
        .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())))
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
