package dev.bosai.app.bench.proof;

import dev.bosai.app.lab.postgres.LabServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One try to bring a fenced primary back, seen from outside.
 *
 * @param outlived how many of the processes that stood still were there to go on
 * @param exit of the node's own start command
 * @param role of the node afterwards
 * @param attempts of each client to write afterwards
 */
record Revival(int outlived, int exit, LabServer.Role role, List<Long> attempts) {

  /** Judges all tries of one run. */
  static List<Expectation> judge(List<Revival> revivals) {
    return List.of(
        Expectation.that(
            "no process of the hung primary outlived the fence",
            revivals.stream().allMatch(revival -> revival.outlived == 0),
            seen(revivals.stream().map(revival -> revival.outlived + " went on"))),
        Expectation.that(
            "its own start command, given twice, brought up nothing that takes writes",
            revivals.stream().allMatch(Revival::harmless),
            seen(revivals.stream().map(revival -> "exit " + revival.exit + ", " + revival.role))),
        Expectation.that(
            "all three clients tried again after each of them",
            revivals.stream().allMatch(revival -> revival.attempts.stream().allMatch(n -> n > 0)),
            seen(revivals.stream().map(revival -> "tried " + revival.attempts))));
  }

  // The run that brings redundancy back may have made the start possible again meanwhile: then it
  // is a standby's.
  private boolean harmless() {
    return role == LabServer.Role.STANDBY || (exit != 0 && role != LabServer.Role.PRIMARY);
  }

  private static String seen(Stream<String> each) {
    return each.collect(Collectors.joining("; "));
  }
}
