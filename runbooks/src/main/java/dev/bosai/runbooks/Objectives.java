package dev.bosai.runbooks;

import java.time.Duration;

/**
 * What the recovery must reach; what happened is called measured outage and measured loss.
 *
 * @param rto longest accepted outage
 * @param rpo longest accepted span of lost writes
 */
public record Objectives(Duration rto, Duration rpo) {}
