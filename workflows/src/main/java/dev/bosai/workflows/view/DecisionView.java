package dev.bosai.workflows.view;

import java.time.Instant;

/**
 * A decision somebody took.
 *
 * @param at when it was accepted
 * @param who the person as declared, or as proven when signed
 * @param what for example {@code retry fence}
 * @param why the person's reason
 * @param signed whether a signature was verified
 */
public record DecisionView(Instant at, String who, String what, String why, boolean signed) {}
