package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.RunInput.Recovered;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.RecallRecovery.Recalled;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.view.RunIds;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a system's latest recovery left for the run that brings redundancy back. The recovery hands
 * it over by itself; where that run was ended early, it is read from the recovery's history, and
 * where there is none of that, the hosts remember.
 */
public final class LeftBehind {
  /** Effects of every further reprotect come after those of the one before it. */
  private static final int EFFECTS_EACH = 1000;

  private static final Duration RECALLED_WITHIN = Duration.ofMinutes(2);

  private final RunReader reader;
  private final WorkflowClient client;
  private final DataConverter converter;
  private final Orders orders;

  LeftBehind(Service service, RunReader reader, Orders orders) {
    this.reader = reader;
    this.orders = orders;
    this.client = service.connection().client();
    this.converter = client.getOptions().getDataConverter();
  }

  /**
   * Reads it.
   *
   * @param who wants to know
   * @throws Fault of refusal if no recovery of the database preserved anything
   */
  public Recovered of(SystemFile file, String database, String who) {
    String system = file.system();
    List<RunSnapshot> runs = reader.list(system);
    String again = RunIds.reprotect(system, database);
    long before = runs.stream().filter(run -> run.workflowId().equals(again)).count();
    int effects = Math.toIntExact(EFFECTS_EACH * (before + 1));
    return runs.stream()
        .filter(run -> run.workflowId().equals(RunIds.recovery(system)))
        .flatMap(run -> read(run, database, effects).stream())
        .findFirst()
        .orElseGet(() -> recalled(new BackupOrder(file, database, who, "")));
  }

  private Recovered recalled(BackupOrder order) {
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "RecallRecovery",
            "recall",
            false,
            order,
            order,
            "What the hosts of \"" + order.database() + "\" remember of its recovery",
            RECALLED_WITHIN);
    Recalled found = orders.start(wanted).result(Recalled.class, progress -> {});
    return Optional.ofNullable(found.recovered())
        .orElseThrow(() -> nothing(order.system().system(), order.database(), found.missing()));
  }

  /**
   * Reads what a run, or the one that brought redundancy back after it, kept of old timelines.
   *
   * @return by node, as it was reported last
   */
  public Map<String, Preserved> kept(RunSnapshot run, String database) {
    Found found = new Found(database, 0, converter);
    for (RunSnapshot one = run; one != null; one = one.reprotect()) {
      client.fetchHistory(one.workflowId(), one.runId()).getEvents().forEach(found::add);
    }
    return found.kept();
  }

  private Optional<Recovered> read(RunSnapshot run, String database, int effects) {
    Found found = new Found(database, effects, converter);
    client.fetchHistory(run.workflowId(), run.runId()).getEvents().forEach(found::add);
    return found.recovered();
  }

  private static Fault nothing(String system, String database, String missing) {
    return new Fault(
        Blame.REFUSED,
        "no recovery of \""
            + system
            + "\" has promoted and preserved \""
            + database
            + "\": temporal knows of none, and "
            + missing,
        "reprotect follows a recovery; \"bosai list --system "
            + system
            + "\" shows what there was");
  }

  /** Looks for the newest answer in one history. */
  private static final class Found {
    private final String database;
    private final int effects;
    private final DataConverter converter;
    private final Map<Long, ActivityTaskScheduledEventAttributes> scheduled = new HashMap<>();
    private final Map<String, Preserved> kept = new TreeMap<>();
    private @Nullable Recovered recovered;

    Found(String database, int effects, DataConverter converter) {
      this.database = database;
      this.effects = effects;
      this.converter = converter;
    }

    void add(HistoryEvent event) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        scheduled.put(event.getEventId(), event.getActivityTaskScheduledEventAttributes());
      }
      if (event.hasActivityTaskCompletedEventAttributes()) {
        var completed = event.getActivityTaskCompletedEventAttributes();
        completed(scheduled.get(completed.getScheduledEventId()), completed.getResult());
      }
    }

    /** What preserves is told who was promoted, so one answer says all. */
    private void completed(@Nullable ActivityTaskScheduledEventAttributes asked, Payloads answer) {
      if (asked == null || !asked.getActivityType().getName().equals("Preserve")) {
        return;
      }
      PreserveNode request = decoded(asked.getInput(), PreserveNode.class);
      if (request.node().database().equals(database)) {
        Preserved preserved = decoded(answer, Preserved.class);
        kept.put(preserved.node(), preserved);
        recovered = new Recovered(request.promoted(), preserved, request.token().epoch(), effects);
      }
    }

    Map<String, Preserved> kept() {
      return kept;
    }

    Optional<Recovered> recovered() {
      return Optional.ofNullable(recovered);
    }

    private <T> T decoded(Payloads payloads, Class<T> type) {
      return converter.fromPayloads(0, Optional.of(payloads), type, type);
    }
  }
}
