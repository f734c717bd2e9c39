package dev.bosai.runbooks;

import dev.bosai.runbooks.system.SystemFile;
import java.util.Map;

/**
 * The resolved, immutable runbook of one start: inputs are filled in, step ids are set, and the
 * system it was resolved against travels with it, so that a run never changes under way and its
 * history proves what ran.
 *
 * @param runbook without any {@code ${…}} left
 * @param system as read from the system file; secrets are references, never values
 * @param inputs the values that were filled in, by name
 */
public record Plan(Runbook runbook, SystemFile system, Map<String, String> inputs) {}
