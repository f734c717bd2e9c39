package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.isolation.ReadBack;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.route.RouteReader;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.IsolationActivities.IsolationRead;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.util.PSQLException;

/** Checks a fence's proof again when it is used: time has passed since it was made. */
public final class ProofCheck {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration READ_BACK = Duration.ofSeconds(3);
  private final Protected listed;
  private final Admins admins;
  private final ReadBack readBack;
  private final RouteReader routes;

  /**
   * Makes a check.
   *
   * @param listed what this worker may touch
   * @param admins connects to the fenced node, in vain
   * @param readBack asks again whether a node is cut off
   * @param routes says again where clients are led
   */
  public ProofCheck(Protected listed, Admins admins, ReadBack readBack, RouteReader routes) {
    this.listed = listed;
    this.admins = admins;
    this.readBack = readBack;
    this.routes = routes;
  }

  /**
   * Refuses unless the proof is of this cluster, of another listed node, of no earlier primary than
   * the one before this promotion, and that node is silent.
   */
  void require(PromoteNode request) {
    String old = request.proof().node();
    if (!request.proof().systemIdentifier().equals(request.systemIdentifier())) {
      throw refused(
          "the fence's proof is of cluster \"%s\"; the plan names cluster \"%s\""
              .formatted(request.proof().systemIdentifier(), request.systemIdentifier()));
    }
    if (old.equals(request.node().node())) {
      throw refused("the fence's proof is of \"" + old + "\", the very node to promote");
    }
    requireNewestPrimary(request);
    DatabaseRef ref = new DatabaseRef(request.node().system(), request.node().database());
    Database database = listed.database(ref);
    Node node = database.nodes().get(old);
    if (node == null) {
      throw refused("the fence's proof is of node \"" + old + "\", which is not listed");
    }
    requireSilence(old, node, database);
    if (request.proof() instanceof FenceProof.Isolated isolated) {
      requireIsolated(ref.node(old), isolated);
    }
    if (request.proof() instanceof FenceProof.RouteCut cut) {
      requireCut(ref, cut);
    }
    if (request.proof() instanceof FenceProof.Attested attested) {
      new AttestationCheck(listed).require(attested);
    }
  }

  /** Silence is what a node cut off shows to us; whether it still is, only the read-back tells. */
  private void requireIsolated(NodeRef old, FenceProof.Isolated proof) {
    IsolationRead now = readBack.read(old, proof.method(), READ_BACK);
    if (!now.isolated()) {
      throw refused(
          "node \"%s\" was isolated at %s and is not proven so now: %s"
              .formatted(old.node(), proof.at(), now.said()));
    }
  }

  /** Whoever led clients back since did so under a newer token. */
  private void requireCut(DatabaseRef ref, FenceProof.RouteCut proof) {
    RouteFacts now = routes.read(ref);
    if (!now.node().isEmpty() || !now.token().equals(proof.token())) {
      throw refused(
          "the route was cut under token %s at %s; now it leads to \"%s\" under token %s %s"
              .formatted(proof.token(), proof.at(), now.node(), now.token(), now.problem()));
    }
  }

  /**
   * Whoever was primary last has been on the candidate's timeline. A proof that does not tell its
   * own is believed where there was no earlier primary.
   */
  private static void requireNewestPrimary(PromoteNode request) {
    int fenced = request.proof().timeline();
    if (fenced > request.timeline()) {
      throw refused(
          "the fenced primary \"%s\" was on timeline %d, the standby is on timeline %d and was left behind"
              .formatted(request.proof().node(), fenced, request.timeline()),
          "bring it onto timeline " + fenced + " first, or restore from a backup");
    }
    if (Math.max(1, fenced) < request.timeline()) {
      throw refused(
          "the fence's proof is of node \"%s\" on %s; the standby is on timeline %d, whose primary may live"
              .formatted(
                  request.proof().node(),
                  fenced == 0 ? "an unknown timeline" : "timeline " + fenced,
                  request.timeline()),
          "fence the primary of timeline "
              + request.timeline()
              + ", with a worker of this version");
    }
  }

  /**
   * Any answer of a server breaks the proof, also one that refuses to let us in; a refused
   * connection, a closed one or silence does not.
   */
  private void requireSilence(String name, Node node, Database database) {
    Admins.Target target = Admins.Target.of(node.host(), node.port(), database, SILENCE);
    try (Connection connection = admins.open(database.admin(), target)) {
      throw answers(name, node, connection.isReadOnly() ? "read-only" : "a session was opened");
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() != null) {
        throw answers(name, node, e.getServerErrorMessage().toString());
      }
    } catch (SQLException e) {
      throw answers(name, node, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException answers(String name, Node node, String how) {
    return refused(
        "fenced node \"%s\" answers at \"%s:%d\": %s"
            .formatted(name, node.host(), node.port(), how));
  }

  private static RuntimeException refused(String message) {
    return refused(message, "fence the old primary again");
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was promoted", hint);
  }
}
