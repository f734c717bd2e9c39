package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import java.util.Map;
import java.util.TreeMap;

/** Runs that brought a database back to the moment before a table was dropped. */
public final class SampleTarget {
  private SampleTarget() {}

  /** Two tables had been written after the target. */
  public static RunSnapshot compared() {
    return with(
        SampleRuns.recovered(),
        new PointInTimeView(
            new TargetView(
                "transaction 812", "just before transaction 812 (0/5000028)", "0/5000028"),
            new TreeMap<>(
                Map.of(
                    "public.orders", new WrittenView("/kept/public.orders.csv", 1203, 2, 1),
                    "public.notes", new WrittenView("/kept/public.notes.csv", 7, 0, 0))),
            new TreeMap<>()));
  }

  /** One table could not be read, and the others had not been changed. */
  public static RunSnapshot unread() {
    return with(
        SampleRuns.recovered(),
        new PointInTimeView(
            compared().pointInTime().target(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("public.harmed", "could not open file \"base/5/16390\""))));
  }

  /** Nothing was restored yet. */
  static RunSnapshot aimed() {
    return with(
        SampleRuns.waiting(),
        new PointInTimeView(
            new TargetView("transaction 812", "just before transaction 812", null),
            null,
            new TreeMap<>()));
  }

  private static RunSnapshot with(RunSnapshot run, PointInTimeView view) {
    return new RunSnapshot(
        run.workflowId(),
        run.runId(),
        run.header(),
        run.steps(),
        run.decisions(),
        run.measured(),
        view,
        run.request(),
        run.reprotect());
  }
}
