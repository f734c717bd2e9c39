package dev.bosai.activities.probe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confirmed writes that are missing.
 *
 * @param ids rising
 * @param from when the oldest was confirmed; null if none is missing
 * @param to when the newest was confirmed; null if none is missing
 */
record Lost(List<Long> ids, @Nullable Instant from, @Nullable Instant to) {}
