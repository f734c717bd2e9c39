package dev.bosai.runbooks.parse;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives every step an id that is unique over the whole tree: the author's, else the kind and a
 * number.
 */
final class StepIds {
  private final Problems problems;
  private final Set<String> taken = new HashSet<>();

  StepIds(Problems problems) {
    this.problems = problems;
  }

  /** Takes the ids that authors wrote, so that no given id collides with one further down. */
  void reserve(List<Found> steps) {
    for (Found step : steps) {
      step.entries().values().forEach(this::reserve);
    }
  }

  /** Returns the author's id, or a free one. */
  String of(String kind, String written) {
    if (!written.isEmpty()) {
      return written;
    }
    String free =
        IntStream.iterate(1, number -> number + 1)
            .mapToObj(number -> number == 1 ? kind : kind + "-" + number)
            .filter(id -> !taken.contains(id))
            .findFirst()
            .orElseThrow();
    taken.add(free);
    return free;
  }

  private void reserve(Found step) {
    Map<String, Found> keys = step.entries();
    Found id = keys.get("id");
    if (id != null && !id.text().isEmpty() && !taken.add(id.text())) {
      problems.add(
          id.place(), "the id \"" + id.text() + "\" is used twice", "give this step another id");
    }
    Found nested = keys.get("steps");
    if (nested != null) {
      reserve(nested.items());
    }
  }
}
