package dev.bosai.activities.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.file.DurableFile;
import dev.bosai.workflows.port.ProbeActivities.PastTheRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who came in past the route within the last day, as kept on disk.
 *
 * @param lookedAt when somebody looked last, as ISO 8601 in UTC
 * @param seen by whom it was, with when they were seen last
 */
record PastLog(String lookedAt, Map<String, String> seen) {
  private static final Duration KEPT = Duration.ofDays(1);

  /** Reads what is known; nobody has looked if there is no such file. */
  static @Nullable PastTheRoute read(Path file) throws IOException {
    PastLog log = load(file);
    return log == null
        ? null
        : new PastTheRoute(
            Instant.parse(log.lookedAt),
            log.seen.entrySet().stream()
                .map(one -> one.getKey() + ", last at " + one.getValue())
                .toList());
  }

  /** Keeps what a look saw. */
  static void looked(Path file, Instant at, List<String> past) throws IOException {
    PastLog before = load(file);
    Map<String, String> seen = new TreeMap<>(before == null ? Map.of() : before.seen);
    seen.values().removeIf(last -> Instant.parse(last).isBefore(at.minus(KEPT)));
    past.forEach(who -> seen.put(who, at.toString()));
    DurableFile.replace(
        file, new ObjectMapper().writeValueAsBytes(new PastLog(at.toString(), seen)));
  }

  private static @Nullable PastLog load(Path file) throws IOException {
    return Files.exists(file) ? new ObjectMapper().readValue(file.toFile(), PastLog.class) : null;
  }
}
