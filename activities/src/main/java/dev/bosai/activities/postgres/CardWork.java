package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.CardGuards;
import dev.bosai.activities.postgres.card.CardOrder;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.route.ConfiguredRoutes;
import dev.bosai.activities.route.RoutedActivities;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.RouteActivities;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * A recovery by card, one effect at a time, on the host of the card's node: the same work that a
 * run has done, under tokens that a later run finds, with the order in the journal before the
 * effect. Every effect may be ordered again.
 */
public final class CardWork {
  private static final Duration BOUND = Duration.ofMinutes(10);

  /** A recovery by card numbers its effects by their place in it. */
  private static final int FENCE = 1;

  private static final int PROMOTE = 2;

  private final CardFile file;
  private final NodeRef node;
  private final Host host;
  private final Markers markers = new Markers();
  private final ConfiguredRoutes reader;
  private final NodeActivities nodes;
  private final DatabaseActivities wire;
  private final RouteActivities routes;

  /**
   * Prepares it.
   *
   * @param file the card, whose system file is all that is known of other hosts
   */
  public CardWork(CardFile file, Secrets secrets) throws IOException {
    this.file = file;
    this.node = file.card().node();
    Protected listed = new Protected(file.card().system());
    Try once = Try.once(BOUND);
    this.host = new Hosts(listed).open(node);
    this.reader = new ConfiguredRoutes(listed, secrets);
    this.nodes = new PostgresNodeActivities(listed, secrets, markers, once);
    this.wire = new PostgresDatabaseActivities(listed, secrets, reader, once);
    this.routes = new RoutedActivities(listed, secrets, once::number);
  }

  /** Returns the host's own node. */
  public Host host() {
    return host;
  }

  /** Looks at all nodes over the wire. */
  public DatabaseFacts look() {
    return wire.reach(database());
  }

  /**
   * Fences the card's node, the old primary.
   *
   * @throws io.temporal.failure.ApplicationFailure as the fence of a run does
   */
  public FenceProof.NodeDown fence(CardOrder order) throws IOException, InterruptedException {
    Token token = new Token(next(), FENCE, 1);
    write(order, token);
    return nodes.fence(new FenceNode(node, known().systemIdentifier(), token));
  }

  /**
   * Promotes the card's node, the best standby that answers.
   *
   * @param proof that the old primary cannot write; checked again
   * @throws io.temporal.failure.ApplicationFailure as the promotion of a run does, and of type
   *     REFUSED if a better standby answers or another node takes writes
   */
  public Promoted promote(FenceProof proof, CardOrder order)
      throws IOException, InterruptedException {
    HostFacts here = nodes.observe(new Observe(node, null));
    int timeline = new CardGuards(node.node()).timelineToLeave(look(), here);
    Token token = new Token(Math.max(next(), epoch(proof)), PROMOTE, 1);
    write(order, token);
    return nodes.promote(new PromoteNode(node, proof, known().systemIdentifier(), timeline, token));
  }

  /**
   * Clients are led to the card's node.
   *
   * @param moved what became of the route
   * @param write that went through it
   */
  public record Led(RouteMoved moved, WriteProof write) {}

  /**
   * Leads clients to the card's node, which was promoted, and writes as they do. The token is of
   * the recovery that promoted it: a route that a newer one has led since is left alone.
   *
   * @throws io.temporal.failure.ApplicationFailure as the move of a run does, and of type REFUSED
   *     if the node was not promoted or another one is newer
   */
  public Led repoint(CardOrder order) throws IOException, InterruptedException {
    HostFacts here = nodes.observe(new Observe(node, null));
    Remembered.Promotion promotion = new CardGuards(node.node()).promotion(look(), here);
    Token newest = here.token();
    Token token = new Token(newest.epoch(), newest.effect() + 1, 1);
    write(order, token);
    RouteMoved moved = routes.moveRoute(new MoveRoute(database(), node.node(), token));
    WriteProof write =
        wire.verifyWrite(
            new VerifyWrite(
                database(),
                promotion.promoted().systemIdentifier(),
                promotion.promoted().timeline()));
    return new Led(moved, write);
  }

  /** The order stands in the journal before anything is done. */
  private void write(CardOrder order, Token token) throws IOException, InterruptedException {
    order.require(file);
    try (Held held = markers.hold(host, token, CardOrder.EFFECT)) {
      held.note(CardOrder.ORDERED, order.facts(node.node()));
    }
  }

  /** Returns one more than the highest that is found; what is out of reach stands on the card. */
  private long next() throws IOException {
    return 1
        + LongStream.of(
                markers.of(host).token().epoch(),
                reader.read(database()).token().epoch(),
                known().epoch())
            .max()
            .orElse(0);
  }

  private static long epoch(FenceProof proof) {
    return proof instanceof FenceProof.NodeDown down ? down.token().epoch() : 0;
  }

  private Card.Known known() {
    return file.card().known();
  }

  private DatabaseRef database() {
    return new DatabaseRef(node.system(), node.database());
  }
}
