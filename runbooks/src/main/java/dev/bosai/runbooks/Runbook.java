package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Step;
import java.util.List;
import java.util.Map;

/**
 * One goal for one system: ordered steps, objectives and inputs.
 *
 * @param name the file's {@code runbook:} key, kebab-case
 * @param title one line for people
 * @param level how much is lost when this runbook is the answer
 * @param objectives what the recovery must reach
 * @param inputs by name, in file order
 * @param steps in order
 */
public record Runbook(
    String name,
    String title,
    Level level,
    Objectives objectives,
    Map<String, Input> inputs,
    List<Step> steps) {}
