package dev.bosai.activities.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many transactions a second all clients committed, the last known figure of each timeline: the
 * rate before a promotion must not be overwritten by the rate after it.
 *
 * @param timelines in rising order
 */
record Rates(List<Rate> timelines) {
  private static final int KEPT = 20;

  /**
   * One timeline's figure.
   *
   * @param at when it was taken, as ISO 8601 in UTC
   */
  record Rate(int timeline, String at, double perSecond) {}

  /** Reads the figures; none if there is no such file. */
  static Rates read(Path file) throws IOException {
    return Files.exists(file)
        ? new ObjectMapper().readValue(file.toFile(), Rates.class)
        : new Rates(List.of());
  }

  void write(Path file) throws IOException {
    DurableFile.replace(file, new ObjectMapper().writeValueAsBytes(this));
  }

  Rates with(Rate rate) {
    List<Rate> next = new ArrayList<>(timelines);
    next.removeIf(old -> old.timeline() == rate.timeline());
    next.add(rate);
    next.sort(Comparator.comparingInt(Rate::timeline));
    return new Rates(List.copyOf(next.subList(Math.max(0, next.size() - KEPT), next.size())));
  }

  /** Returns the newest figure; 0 if there is none. */
  double newest() {
    return timelines.isEmpty() ? 0 : timelines.get(timelines.size() - 1).perSecond();
  }

  /** Returns the figure of the newest timeline older than the given one; 0 if there is none. */
  double before(int timeline) {
    return timelines.stream()
        .filter(rate -> rate.timeline() < timeline)
        .reduce((older, newer) -> newer)
        .map(Rate::perSecond)
        .orElse(0.0);
  }
}
