package dev.bosai.workflows.run;

/**
 * How a question was settled.
 *
 * @param choice the update that answered it, or {@code deadline}
 * @param who the person; empty for a deadline
 * @param why the person's reason
 */
record Ruling(String choice, String who, String why) {}
