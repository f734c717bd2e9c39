package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RowActivities.CompareRows;
import dev.bosai.workflows.port.RowActivities.TableChanges;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.view.WrittenView;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was restored takes the place of what was damaged; what the damaged one had is compared. */
final class SwitchStep {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Abortable abortable;
  private final String run;

  SwitchStep(PointInTimeSteps.Shared shared, Abortable abortable, String run) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.abortable = abortable;
    this.run = run;
  }

  Outcome carryOut(Switch step) {
    Recovery recovery = recoveries.of(step.database());
    PointInTime point = recovery.pointInTime();
    Switched switched = exchanged(step.head(), recovery);
    point.switched(switched);
    // What was held is the directory that was replaced.
    point.holds(false);
    recovery.promoted(switched.promoted());
    RouteMoved moved = lead(step.head(), recovery, step.database());
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("node", switched.promoted().node());
    evidence.put("timeline", String.valueOf(switched.promoted().timeline()));
    evidence.put("fork", switched.promoted().fork().toString());
    evidence.put("at", switched.promoted().at().toString());
    evidence.put("old data directory kept", switched.kept());
    evidence.put("route", moved.kind() + " leads to " + moved.node());
    return new Outcome(
        "\""
            + switched.promoted().node()
            + "\" is as it was at the target, on timeline "
            + switched.promoted().timeline()
            + "; its old directory is kept",
        evidence);
  }

  /** Whether an exchange that failed took effect is not known, unless it was refused. */
  private Switched exchanged(StepHead head, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    SwitchNode request = new SwitchNode(point.opened(), recovery.nodeDown(), recovery.nextToken());
    recovery.promotionAsked();
    try {
      return ports.switches(head, point.node()).switchNode(request);
    } catch (ActivityFailure failure) {
      if (Failed.changedNothing(failure)) {
        recovery.promotionRefused();
      }
      throw failure;
    }
  }

  /** Lets what was restored serve again, after a fence that led to nothing. */
  void again(StepHead head, Recovery recovery) {
    exchanged(head, recovery);
    lead(head, recovery, recovery.database());
  }

  /** The route led there before; it is raised to this run's token all the same. */
  RouteMoved lead(StepHead head, Recovery recovery, String database) {
    recovery.routeBegins();
    RouteMoved moved =
        ports
            .route(head, database)
            .moveRoute(
                new MoveRoute(
                    ports.database(database),
                    recovery.pointInTime().node().node(),
                    recovery.nextToken()));
    recovery.routed();
    return moved;
  }

  Outcome compare(Compare step) {
    PointInTime point = recoveries.of(step.database()).pointInTime();
    NodeRef node = point.node();
    CompareRows request = new CompareRows(node, point.switched(), run);
    WrittenAfter written =
        abortable.await(() -> ports.rows(step.head(), node).compareRows(request));
    point.compared(written);
    board.writtenAfter(views(written), written.notCompared());
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("folder", written.folder());
    written.tables().forEach((table, changes) -> evidence.put(table, words(changes)));
    written.notCompared().forEach((table, why) -> evidence.put(table, "not compared: " + why));
    for (int n = 0; n < written.notes().size(); n++) {
      evidence.put("note " + (n + 1), written.notes().get(n));
    }
    return new Outcome(new WrittenWords(written).sentence(), evidence);
  }

  private static Map<String, WrittenView> views(WrittenAfter written) {
    Map<String, WrittenView> views = new LinkedHashMap<>();
    written
        .tables()
        .forEach(
            (table, found) ->
                views.put(
                    table,
                    new WrittenView(
                        found.file(), found.inserted(), found.updated(), found.deleted())));
    return views;
  }

  private static String words(TableChanges changes) {
    return "%d inserted, %d updated, %d deleted: %s"
        .formatted(changes.inserted(), changes.updated(), changes.deleted(), changes.file());
  }
}
