package dev.bosai.runbooks.system;

import java.time.Duration;
import java.util.List;

/**
 * The system's own limits.
 *
 * @param acceptLoss a bound of the loss up to this needs no approval
 * @param tiers roles a question passes through, one after the other, when nobody answers in time
 * @param commands programs, as absolute paths, that a {@code command} step may run on a worker of
 *     this system
 */
public record Policy(Duration acceptLoss, List<String> tiers, List<String> commands) {}
