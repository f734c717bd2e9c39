package dev.bosai.workflows;

import dev.bosai.workflows.view.RunState;

/**
 * How a run ended.
 *
 * @param state done, or aborted
 * @param end name of the state the system is in
 * @param sentence what happened, in one sentence
 */
public record RunResult(RunState state, String end, String sentence) {}
