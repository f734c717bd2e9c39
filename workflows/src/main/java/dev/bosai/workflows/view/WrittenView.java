package dev.bosai.workflows.view;

/**
 * What one table had that is not in what was restored.
 *
 * @param file reviewable rows, on the node's host
 * @param inserted rows
 * @param updated rows
 * @param deleted rows
 */
public record WrittenView(String file, long inserted, long updated, long deleted) {}
