package dev.bosai.runbooks.shape;

import static dev.bosai.runbooks.shape.Key.fallback;
import static dev.bosai.runbooks.shape.Key.optional;
import static dev.bosai.runbooks.shape.Key.required;
import static dev.bosai.runbooks.shape.Shapes.words;

import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of every step kind. */
public final class StepShapes {
  /** Any step: a map with its kind as the only key. */
  public static final Shape.Ref STEP = new Shape.Ref("step", StepShapes::anyStep);

  /** A list of steps. */
  static final Shape STEPS = new Shape.Sequence(STEP, 1);

  private static final Shape REFERENCE = new Shape.Text(TextKind.REFERENCE);
  private static final Shape LINE = new Shape.Text(TextKind.LINE);
  private static final Shape ANY = new Shape.Text(TextKind.ANY);
  private static final Shape TIME = new Shape.Time(false);

  private static final List<String> LATER =
      List.of("flush", "infrastructure", "inspect", "runbook", "status-page", "traffic", "warm");

  private StepShapes() {}

  /** Returns the keys of one kind, its own first. */
  public static Shape.Fields fields(StepKind kind) {
    List<Key> keys = new ArrayList<>(own(kind));
    keys.addAll(common(kind));
    return new Shape.Fields(List.copyOf(keys), List.of());
  }

  private static Shape anyStep() {
    Map<String, Shape> choices = new LinkedHashMap<>();
    Arrays.stream(StepKind.values()).forEach(kind -> choices.put(kind.word(), fields(kind)));
    return new Shape.OneOf(choices, LATER);
  }

  private static List<Key> own(StepKind kind) {
    return switch (kind) {
      case ASSESS,
          FENCE,
          PROMOTE,
          REPOINT,
          PRESERVE,
          MEASURE,
          REPROTECT,
          REJOIN,
          AWAIT_STANDBY,
          ASSESS_MOVE,
          DRAIN,
          DEMOTE,
          RESTORE,
          PREVIEW,
          OPEN,
          SWITCH,
          COMPARE,
          DISCARD,
          BACKUP,
          PROVE ->
          List.of(database());
      case NOTIFY ->
          List.of(
              fallback("channel", REFERENCE, "incident", "A channel of the system file."),
              optional(
                  "message", ANY, "What is told; facts are filled in. Without it, a summary."));
      case APPROVE -> approve();
      case REDEPLOY -> List.of(required("service", REFERENCE, "A service of the system file."));
      case VERIFY -> verify();
      case AIM -> aim();
      case HOLD_WRITES -> decision("5m");
      case CHOOSE -> decision("30m");
      case SETTLE -> decision("24h");
      case EXTRACT -> extract();
      case MANUAL ->
          List.of(
              required(
                  "instructions", ANY, "What the person does, in Markdown; facts are filled in."));
      case HTTP -> http();
      case SQL -> sql();
      case COMMAND -> command();
      case WAIT -> List.of(required("duration", TIME, "How long."));
      case PARALLEL -> List.of(required("steps", STEPS, "Steps that run at the same time."));
      case PHASE ->
          List.of(
              optional("objectives", RunbookShape.OBJECTIVES, "Objectives of this phase alone."),
              required("steps", STEPS, "Steps that follow each other."));
    };
  }

  private static List<Key> verify() {
    return List.of(
        database(),
        optional(
            "services",
            new Shape.Either(
                List.of(
                    new Shape.Words(List.of("all"), List.of()), new Shape.Sequence(REFERENCE, 1))),
            "`all` (used when it is missing), or a list: services whose health is asked."));
  }

  private static List<Key> aim() {
    return List.of(
        database(),
        required(
            "target",
            LINE,
            "Where to go back to: a time with its zone, `lsn:…`, `xid:…`, `name:…` or `latest`."));
  }

  private static List<Key> approve() {
    return List.of(
        fallback("by", new Shape.Text(TextKind.NAME), "commander", "The role that is asked."),
        fallback("within", TIME, "10m", "After so long without an answer, `otherwise` follows."),
        fallback(
            "otherwise",
            words("hold", "continue", "abort"),
            "hold",
            "After a rejection or without an answer: `hold` hands the question to the next tier"
                + " and holds the run."));
  }

  /** What a person decides while the run holds; silence never decides. */
  private static List<Key> decision(String within) {
    return List.of(
        database(),
        fallback(
            "within",
            TIME,
            within,
            "After so long without an answer the next tier is asked; the run holds."));
  }

  private static List<Key> extract() {
    return List.of(
        database(),
        required(
            "tables",
            new Shape.Either(List.of(ANY, new Shape.Sequence(LINE, 1))),
            "Tables, each with its schema; `:key=value,value` after one chooses rows. A text may"
                + " name several, apart by `;`."));
  }

  private static List<Key> http() {
    return List.of(
        fallback(
            "method", words("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"), "GET", "The verb."),
        required("url", new Shape.Text(TextKind.URL), "Where to, or a secret reference."),
        optional(
            "headers",
            new Shape.Named(TextKind.NAME, LINE, 0),
            "By name; a value may be a secret reference."),
        optional("body", ANY, "What is sent; facts are filled in."),
        fallback(
            "expect-status", new Shape.Count(100, 599), "200", "The only status that is success."));
  }

  private static List<Key> sql() {
    return List.of(
        database(),
        required("statement", ANY, "One statement that is safe to run twice."),
        optional("expect", ANY, "What the first column of the first row must read."),
        fallback(
            "on",
            words("primary", "preview"),
            "primary",
            "`primary`: through the public route; `preview`: on what was restored beside."));
  }

  private static List<Key> command() {
    return List.of(
        required(
            "command",
            new Shape.Sequence(LINE, 1),
            "Program as an absolute path that `policy.commands` lists, then its arguments, in"
                + " which facts are filled in. No shell."),
        optional("site", REFERENCE, "Whose worker runs it; without it, any worker."));
  }

  private static List<Key> common(StepKind kind) {
    Stream<Key> tries =
        Stream.of(
            optional("timeout", TIME, "One try may take so long. Each kind has its default."),
            optional("retry", retry(), "How often it is tried; `{attempts: 3, every: 100ms}`."),
            optional(
                "on-failure",
                words("wait", "continue", "abort"),
                "When every try failed. `wait` asks a person; `notify` has `continue`."));
    boolean tried =
        switch (kind) {
          case APPROVE, CHOOSE, MANUAL, WAIT, PARALLEL, PHASE -> false;
          default -> true;
        };
    return Stream.of(
            Stream.of(optional("title", LINE, "One line for people; facts are filled in.")),
            tried ? tries : Stream.<Key>empty(),
            Stream.of(
                fallback(
                    "when",
                    words(Arrays.stream(When.values()).map(When::word).toArray(String[]::new)),
                    "always",
                    "The condition it stands under; an unknown fact counts as the bad case."),
                optional(
                    "id",
                    new Shape.Text(TextKind.KEBAB),
                    "Unique in the runbook. Without it, the kind and a number.")))
        .flatMap(keys -> keys)
        .toList();
  }

  private static Shape retry() {
    Shape attempts = new Shape.Count(1, 20);
    return new Shape.Either(
        List.of(
            attempts,
            new Shape.Fields(
                List.of(
                    required("attempts", attempts, "Tries in all."),
                    fallback(
                        "every", TIME, "100ms", "Pause before the second try; doubles up to 5 s.")),
                List.of())));
  }

  private static Key database() {
    return optional(
        "database",
        REFERENCE,
        "A database of the system file. Without it: the input `database`, else the only one.");
  }
}
