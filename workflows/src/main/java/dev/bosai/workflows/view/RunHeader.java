package dev.bosai.workflows.view;

import dev.bosai.runbooks.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The compact head of a run.
 *
 * @param system name of the system
 * @param run {@code <system>@<id>}
 * @param runbook name of the runbook
 * @param title of the runbook
 * @param planSha256 of the plan that runs
 * @param level of the runbook
 * @param state where it stands
 * @param step id of the current step; empty when none
 * @param needs what it waits for; null unless it waits
 * @param clock of the run
 * @param protection {@code unknown}, {@code exposed}, {@code standby-only} or {@code protected}
 * @param startedAt when the run was started
 * @param startedBy who started it
 * @param restoredAt when the service answered again; null before
 * @param endedAt null while it is live
 * @param end name of the state it ended in, for example {@code unchanged} or {@code fenced}; empty
 *     while it is live
 * @param reprotectRun workflow id of the run that brings redundancy back; empty if none was started
 * @param sentence what goes on, in one sentence
 * @param rpoMs the objective, in milliseconds
 * @param stepCount how many steps the run has
 */
public record RunHeader(
    String system,
    String run,
    String runbook,
    String title,
    String planSha256,
    Level level,
    RunState state,
    String step,
    @Nullable Need needs,
    ClockView clock,
    String protection,
    Instant startedAt,
    String startedBy,
    @Nullable Instant restoredAt,
    @Nullable Instant endedAt,
    String end,
    String reprotectRun,
    String sentence,
    long rpoMs,
    int stepCount) {}
