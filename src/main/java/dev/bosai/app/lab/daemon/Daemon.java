package dev.bosai.app.lab.daemon;

import java.util.List;

/**
 * A process that the lab keeps running.
 *
 * @param name unique within the lab
 * @param site it belongs to
 * @param command program and arguments
 * @param ports it listens on
 */
public record Daemon(String name, String site, List<String> command, List<Integer> ports) {}
