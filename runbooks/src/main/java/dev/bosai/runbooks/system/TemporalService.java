package dev.bosai.runbooks.system;

/**
 * Where this system's runs live.
 *
 * @param address host and port of the front end
 * @param namespace the namespace; the lock holds within it
 * @param ui URL of its Web UI; empty if it is on the front end's port + 1000, where Temporal's
 *     development server puts it
 */
public record TemporalService(String address, String namespace, String ui) {}
