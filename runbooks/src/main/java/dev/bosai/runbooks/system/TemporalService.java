package dev.bosai.runbooks.system;

/**
 * Where this system's runs live.
 *
 * @param address host and port of the front end
 * @param namespace the namespace; the lock holds within it
 */
public record TemporalService(String address, String namespace) {}
