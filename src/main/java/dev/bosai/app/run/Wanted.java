package dev.bosai.app.run;

import dev.bosai.workflows.backup.BackupOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work on backups that somebody wants done.
 *
 * @param type of the workflow
 * @param what is done, the last part of the workflow's id; under {@code take} and {@code prove} one
 *     at a time
 * @param lock whether nobody else may do the same meanwhile
 * @param order who wants it, and of what
 * @param input of the workflow
 * @param summary for the Web UI
 * @param bound after this it ends, whoever works on it; null for work that may take days
 */
public record Wanted(
    String type,
    String what,
    boolean lock,
    BackupOrder order,
    Object input,
    String summary,
    @Nullable Duration bound) {}
