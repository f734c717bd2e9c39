package dev.bosai.app.run;

/**
 * A run that was set going.
 *
 * @param run {@code <system>@<id>}
 * @param workflowId Temporal's id, which is the lock
 * @param runId Temporal's id of this execution
 * @param ui its page in Temporal's Web UI
 */
public record Started(String run, String workflowId, String runId, String ui) {}
