package dev.bosai.runbooks.shape;

import static dev.bosai.runbooks.shape.Key.optional;
import static dev.bosai.runbooks.shape.Key.required;

import java.util.List;

/** What a runbook file looks like. */
public final class RunbookShape {
  /** Objectives of a runbook or a phase. */
  static final Shape OBJECTIVES =
      new Shape.Fields(
          List.of(
              required("rto", new Shape.Time(false), "Longest accepted outage."),
              required("rpo", new Shape.Time(true), "Longest accepted span of lost writes.")),
          List.of());

  /** The whole file. */
  public static final Shape FILE =
      new Shape.Fields(
          List.of(
              required("runbook", new Shape.Text(TextKind.KEBAB), "Name of the runbook."),
              required("title", new Shape.Text(TextKind.LINE), "One line for people."),
              required(
                  "level",
                  new Shape.Words(List.of("L1", "L2", "L3", "L4"), List.of()),
                  "How much is lost: a part of the application, the database, a region,"
                      + " everything."),
              required("objectives", OBJECTIVES, "What the recovery must reach."),
              optional(
                  "inputs",
                  new Shape.Named(TextKind.KEBAB, input(), 0),
                  "Values asked for at the start and filled into `${…}`."),
              required("steps", StepShapes.STEPS, "The steps, in order.")),
          List.of("drill", "escalate", "triggers"));

  private RunbookShape() {}

  private static Shape input() {
    return new Shape.Fields(
        List.of(
            required(
                "type",
                new Shape.Words(
                    List.of("database", "node", "service", "site", "string", "duration", "target"),
                    List.of()),
                "What the value must name or be."),
            optional(
                "default",
                new Shape.Text(TextKind.ANY),
                "Used when none is given. Without it the input must be given; a `database` may"
                    + " stay away where the system has only one.")),
        List.of());
  }
}
