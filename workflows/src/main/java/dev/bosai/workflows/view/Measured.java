package dev.bosai.workflows.view;

import dev.bosai.workflows.port.LossFound;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened, measured from the client's side and from the data.
 *
 * @param outageMs longest silence after the incident began, in milliseconds; null if the probe
 *     could not say
 * @param lastWriteBefore last acknowledged write before it
 * @param firstWriteAfter first acknowledged write on the new timeline
 * @param source {@code probe}, or {@code estimate} with the run's own times
 * @param loss by source, strongest first
 */
public record Measured(
    @Nullable Long outageMs,
    @Nullable Instant lastWriteBefore,
    @Nullable Instant firstWriteAfter,
    String source,
    List<LossFound> loss) {}
