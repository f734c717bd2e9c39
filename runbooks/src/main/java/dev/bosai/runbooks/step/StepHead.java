package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * What every step has, whatever its kind.
 *
 * @param id unique within the runbook, for example {@code fence} or {@code notify-2}
 * @param title one line for people; may hold facts such as {@code {candidate}}
 * @param timeout one try may take so long
 * @param retry how often it is tried
 * @param onFailure what happens when every try failed
 * @param when the condition it stands under
 * @param line where the step stands in its file, counted from 1
 * @param column where the step stands in its file, counted from 1
 */
public record StepHead(
    String id,
    String title,
    Duration timeout,
    Retry retry,
    OnFailure onFailure,
    When when,
    int line,
    int column) {}
