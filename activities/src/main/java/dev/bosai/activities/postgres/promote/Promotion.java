package dev.bosai.activities.postgres.promote;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Marker;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.WriteTest;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Promoted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Promotes a standby on its own host and waits until it has taken a write. */
public final class Promotion {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(3);
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;
  private final Before before;
  private final ObjectMapper json = Payloads.mapper();

  /** Makes a promotion for the nodes of this host. */
  public Promotion(Hosts hosts, Markers markers, LocalServer servers, Before before) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
    this.before = before;
  }

  /**
   * What comes before a promotion.
   *
   * @param proofs checks the fence
   * @param histories keep the new timeline's number free of others
   */
  public record Before(ProofCheck proofs, ArchivedHistories histories) {}

  /**
   * Promotes, or shows that an earlier attempt did.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED or WRONG_IDENTITY before
   *     anything is touched; of type UNEXPECTED if the server did not follow in time
   */
  public Promoted promote(PromoteNode request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "promote");
        Connection connection = servers.open(host)) {
      Candidate candidate = Candidate.read(connection);
      if (candidate.inRecovery()) {
        candidate.requireStandbyOn(request.timeline());
        before.proofs().require(request);
        AllOfLog.require(connection, request);
        before.histories().show(host, candidate.timeline(), connection, held);
        take(request, connection, held);
      }
      return promoted(request, host, connection, held);
    }
  }

  private void take(PromoteNode request, Connection connection, Held held)
      throws IOException, SQLException, InterruptedException {
    SynchronousNames.clear(connection, held);
    ClientSessions.endBusy(connection);
    PromotionNote.write(request, held, json);
    PromoteCalls calls = new PromoteCalls(connection);
    if (Poll.until(BOUND, EVERY, calls::look).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the server did not leave recovery within " + BOUND.toSeconds() + " s; " + calls.phase(),
          "look at the server's log; it is tried again");
    }
  }

  private Promoted promoted(PromoteNode request, Host host, Connection connection, Held held)
      throws IOException, SQLException {
    int timeline = Candidate.read(connection).timeline();
    Optional<HistoryFile> history = HistoryFile.read(host.data().wal(), timeline);
    HistoryFile fork =
        history
            .filter(line -> line.parent() == request.timeline() && timeline > request.timeline())
            .orElseThrow(() -> notOurs(request, timeline));
    AllOfLog.requireFork(request, fork.fork());
    if (!WriteTest.acknowledged(connection, "promoted")) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the new primary answered its first write with a warning",
          "look at its synchronous_standby_names; it is tried again");
    }
    return new Promoted(
        request.node().node(),
        request.systemIdentifier(),
        timeline,
        fork.fork(),
        recorded(markers.of(host), facts(request.systemIdentifier(), timeline, fork), held),
        SynchronousNames.taken(markers.of(host)));
  }

  /** What tells one promotion from all others of this directory. */
  private static Map<String, String> facts(String system, int timeline, HistoryFile fork) {
    return Map.of(
        "system", system,
        "timeline", Integer.toString(timeline),
        "fork", fork.fork().toString());
  }

  /** Two attempts that find the same promotion report the same one: the first that was recorded. */
  private static Instant recorded(Marker marker, Map<String, String> facts, Held held)
      throws IOException {
    Optional<Instant> earlier =
        marker.journal().stream()
            .filter(entry -> entry.facts().equals(facts))
            .map(entry -> entry.at())
            .findFirst();
    return earlier.isPresent() ? earlier.get() : held.note(PromotionNote.DONE, facts);
  }

  private static RuntimeException notOurs(PromoteNode request, int timeline) {
    return Failures.of(
        FailureType.REFUSED,
        "node \"%s\" is a primary on timeline %d, which did not leave timeline %d"
            .formatted(request.node().node(), timeline, request.timeline()),
        "assess the database again and plan with what is found");
  }
}
