package dev.bosai.app.lab.daemon;

import dev.bosai.app.lab.LabPorts;
import java.util.List;

/**
 * One way across the lab's sites.
 *
 * @param name says who goes where
 * @param site whose border it crosses
 * @param listen where the near side connects
 * @param target where the far side listens
 * @param lagging whether the lab's lag holds for standbys that follow over it
 */
record LabPipe(String name, String site, int listen, int target, boolean lagging) {

  /** Returns every way there is. */
  static List<LabPipe> all(LabPorts ports) {
    return List.of(
        new LabPipe("outside-to-db1", "tokyo", ports.db1FromOutside(), ports.db1(), true),
        new LabPipe("outside-to-db2", "us-west", ports.db2FromOutside(), ports.db2(), true),
        new LabPipe("router-to-db1", "tokyo", ports.routerToDb1(), ports.db1(), false),
        new LabPipe("router-to-db2", "us-west", ports.routerToDb2(), ports.db2(), false),
        new LabPipe(
            "tokyo-to-temporal", "tokyo", ports.temporalFromTokyo(), ports.temporal(), false),
        new LabPipe(
            "us-west-to-temporal", "us-west", ports.temporalFromUsWest(), ports.temporal(), false),
        new LabPipe("tokyo-to-route", "tokyo", ports.routeFromTokyo(), ports.route(), false));
  }

  /** Writes it as the link reads it. */
  String text() {
    return name
        + "=127.0.0.1:"
        + listen
        + "->127.0.0.1:"
        + target
        + (lagging ? ",lag" : "")
        + (name.startsWith("router-to-") ? ",from=" + LabPorts.ROUTER : "");
  }
}
