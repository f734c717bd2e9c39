package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Backup;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Extract;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Preview;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Prove;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.Wait;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the records of a runbook's steps out of what was read. */
final class StepBuilder {
  private final StepIds ids;
  private final String database;

  /**
   * Makes the builder.
   *
   * @param database what a step that names no database works on; empty means the system's only one
   */
  StepBuilder(StepIds ids, String database) {
    this.ids = ids;
    this.database = database;
  }

  List<Step> all(List<Found> steps) {
    return steps.stream().map(this::one).flatMap(Optional::stream).toList();
  }

  private Optional<Step> one(Found written) {
    return written.entries().entrySet().stream()
        .findFirst()
        .map(entry -> step(kind(entry.getKey()), written, entry.getValue()));
  }

  private static StepKind kind(String word) {
    return Arrays.stream(StepKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind has the word " + word));
  }

  private Step step(StepKind kind, Found written, Found keys) {
    StepHead head = new StepHeads(ids).head(kind, written.place(), keys, object(kind, keys));
    return switch (kind) {
      case ASSESS -> new Assess(head, database(keys));
      case NOTIFY -> new Notify(head, keys.get("channel").text(), keys.textOr("message", ""));
      case APPROVE -> approve(head, keys);
      case FENCE -> new Fence(head, database(keys));
      case PROMOTE -> new Promote(head, database(keys));
      case REPOINT -> new Repoint(head, database(keys));
      case REDEPLOY -> new Redeploy(head, keys.get("service").text());
      case VERIFY -> new Verify(head, database(keys), services(keys));
      case PRESERVE -> new Preserve(head, database(keys));
      case MEASURE -> new Measure(head, database(keys));
      case REPROTECT -> new Reprotect(head, database(keys));
      case REJOIN -> new Rejoin(head, database(keys));
      case AWAIT_STANDBY -> new AwaitStandby(head, database(keys));
      case ASSESS_MOVE -> new AssessMove(head, database(keys));
      case DRAIN -> new Drain(head, database(keys));
      case DEMOTE -> new Demote(head, database(keys));
      case AIM -> new Aim(head, database(keys), keys.get("target").text());
      case HOLD_WRITES -> new HoldWrites(head, database(keys), keys.get("within").time());
      case RESTORE -> new Restore(head, database(keys));
      case PREVIEW -> new Preview(head, database(keys));
      case CHOOSE -> new Choose(head, database(keys), keys.get("within").time());
      case OPEN -> new Open(head, database(keys));
      case SWITCH -> new Switch(head, database(keys));
      case COMPARE -> new Compare(head, database(keys));
      case SETTLE -> new Settle(head, database(keys), keys.get("within").time());
      case EXTRACT -> new Extract(head, database(keys), keys.get("tables").texts());
      case DISCARD -> new Discard(head, database(keys));
      case BACKUP -> new Backup(head, database(keys));
      case PROVE -> new Prove(head, database(keys));
      case MANUAL -> new Manual(head, keys.get("instructions").text());
      case HTTP -> http(head, keys);
      case SQL -> sql(head, keys);
      case COMMAND -> new Command(head, keys.get("command").texts(), keys.textOr("site", ""));
      case WAIT -> new Wait(head, keys.get("duration").time());
      case PARALLEL -> new Parallel(head, all(keys.get("steps").items()));
      case PHASE -> phase(head, keys);
    };
  }

  private String object(StepKind kind, Found keys) {
    return switch (kind) {
      case NOTIFY -> keys.get("channel").text();
      case REDEPLOY -> keys.get("service").text();
      case HTTP -> keys.get("url").text();
      case COMMAND -> keys.get("command").texts().stream().findFirst().orElse("");
      case WAIT -> Durations.text(keys.get("duration").time());
      case APPROVE, MANUAL, PARALLEL, PHASE -> "";
      default -> database(keys);
    };
  }

  private String database(Found keys) {
    return keys.textOr("database", database);
  }

  private static Approve approve(StepHead head, Found keys) {
    Otherwise otherwise = StepHeads.word(Otherwise.class, keys.get("otherwise").text());
    return new Approve(head, keys.get("by").text(), keys.get("within").time(), otherwise);
  }

  /** No list and {@code all} both mean every service. */
  private static List<String> services(Found keys) {
    Found services = keys.maybe("services");
    return services == null || services.isText() ? List.of() : services.texts();
  }

  private static Http http(StepHead head, Found keys) {
    Map<String, String> headers = new LinkedHashMap<>();
    Found written = keys.maybe("headers");
    if (written != null) {
      written.entries().forEach((name, value) -> headers.put(name, value.text()));
    }
    return new Http(
        head,
        keys.get("method").text(),
        keys.get("url").text(),
        Collections.unmodifiableMap(headers),
        keys.textOr("body", ""),
        keys.get("expect-status").count());
  }

  private Sql sql(StepHead head, Found keys) {
    return new Sql(
        head,
        database(keys),
        keys.get("statement").text(),
        keys.textOr("expect", ""),
        StepHeads.word(Sql.On.class, keys.get("on").text()));
  }

  private Phase phase(StepHead head, Found keys) {
    Found objectives = keys.maybe("objectives");
    return new Phase(
        head,
        objectives == null ? null : RunbookParser.objectives(objectives),
        all(keys.get("steps").items()));
  }
}
