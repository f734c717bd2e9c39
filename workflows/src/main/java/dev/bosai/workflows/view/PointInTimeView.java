package dev.bosai.workflows.view;

import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of bringing a database back to a moment.
 *
 * @param target where it was to end, and did; null if the run has none
 * @param written rows written after the target, by table; null before they were compared
 * @param notCompared tables that could not be compared, with the reason
 */
public record PointInTimeView(
    @Nullable TargetView target,
    @Nullable SortedMap<String, WrittenView> written,
    SortedMap<String, String> notCompared) {
  /** Of a run that brings nothing back to a moment. */
  public static final PointInTimeView NONE =
      new PointInTimeView(null, null, Collections.emptySortedMap());
}
