package dev.bosai.workflows.view;

import java.time.Instant;

/**
 * The clock of a run.
 *
 * @param startedAt when the incident began
 * @param startedFrom {@code given}, {@code probe} or {@code assumed}
 * @param rtoMs the objective, in milliseconds
 */
public record ClockView(Instant startedAt, String startedFrom, long rtoMs) {}
