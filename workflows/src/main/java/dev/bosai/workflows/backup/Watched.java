package dev.bosai.workflows.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a look at the backups found, and what was told about it; the next look begins with it.
 *
 * @param alarms one sentence each
 * @param told when each alarm that still stands was told last, by what it says beside its numbers
 */
public record Watched(List<String> alarms, Map<String, Instant> told) {
  /** An alarm that stands is told again after this. */
  static final Duration AGAIN = Duration.ofHours(6);

  /** Nothing was looked at before. */
  static final Watched NOTHING = new Watched(List.of(), Map.of());

  /** Ages and counts grow from look to look; the name of a WAL segment is no such number. */
  private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,6}\\b");

  /** Returns whether any of these alarms was not told lately. */
  boolean mustTell(List<String> now, Instant at) {
    return now.stream()
        .map(Watched::key)
        .anyMatch(key -> !told.containsKey(key) || !told.get(key).plus(AGAIN).isAfter(at));
  }

  /** Returns whether what was told before is over. */
  boolean over(List<String> now) {
    return now.isEmpty() && !told.isEmpty();
  }

  /** Returns what is known after these alarms were told. */
  static Watched told(List<String> now, Instant at) {
    return new Watched(
        now,
        now.stream()
            .map(Watched::key)
            .collect(Collectors.toMap(key -> key, key -> at, (a, b) -> a, TreeMap::new)));
  }

  /** Returns what is known after these alarms were found and nothing was told. */
  Watched seen(List<String> now) {
    Map<String, Instant> still = new TreeMap<>(told);
    still.keySet().retainAll(now.stream().map(Watched::key).collect(Collectors.toSet()));
    return new Watched(now, still);
  }

  /** Returns what an alarm says beside its numbers. */
  static String key(String alarm) {
    return NUMBER.matcher(alarm).replaceAll("#");
  }
}
