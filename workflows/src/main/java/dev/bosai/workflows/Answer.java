package dev.bosai.workflows;

/**
 * A person's answer; one small JSON object, so that it can be sent from the Web UI too.
 *
 * @param prompt id of the prompt it answers; empty for abort and pause, which answer none
 * @param factsHash of the facts that were shown; empty for abort and pause
 * @param who the person
 * @param why the reason
 * @param signature armored SSH signature over the answer's {@link
 *     dev.bosai.workflows.attest.Statement}; empty for a declared answer
 */
public record Answer(String prompt, String factsHash, String who, String why, String signature) {}
