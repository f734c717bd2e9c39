package dev.bosai.workflows;

/**
 * A person's pick among the choices of an open question.
 *
 * @param choice one of the question's choices, for example {@code switch}
 * @param tables for {@code extract}: the tables, apart by {@code ;}; empty otherwise, or where the
 *     run's input names them
 * @param answer names the question and the facts that were shown
 */
public record Choosing(String choice, String tables, Answer answer) {}
