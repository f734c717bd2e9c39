package dev.bosai.runbooks.system;

import java.util.Map;

/**
 * Keys that what is kept in Temporal is encrypted with.
 *
 * @param with name of the key that encrypts; the others only decrypt
 * @param keys references to the keys, by name
 */
public record Encryption(String with, Map<String, String> keys) {}
