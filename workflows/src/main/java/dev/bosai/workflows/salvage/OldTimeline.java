package dev.bosai.workflows.salvage;

import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.Preserved;

/**
 * What a recovery kept of one node.
 *
 * @param order who wants something done with it, and why
 * @param preserved as the recovery reported it
 */
public record OldTimeline(BackupOrder order, Preserved preserved) {}
