package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.HostKey;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.CardActivities;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cards beside the data directories of the host this worker runs on. */
public final class PostgresCardActivities implements CardActivities {
  private final Protected listed;
  private final Hosts hosts;
  private final Clock clock;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration, which the cards carry
   */
  public PostgresCardActivities(Protected listed, Clock clock) {
    this.listed = listed;
    this.hosts = new Hosts(listed);
    this.clock = clock;
  }

  @Override
  public Key hostKey(NodeRef node) {
    return Work.on("the key of the host of \"" + node.node() + "\"", () -> key(node));
  }

  @Override
  public CardKept keepCard(KeepCard request) {
    return Work.on("the card of \"" + request.node().node() + "\"", () -> keep(request));
  }

  private Key key(NodeRef node) throws IOException {
    return new Key(HostKey.of(hosts.open(node)).shown());
  }

  private CardKept keep(KeepCard request) throws IOException {
    Host host = hosts.open(request.node());
    // A host that is away for the moment is still to be believed.
    Map<String, String> keys = new LinkedHashMap<>(CardFile.keysUntilNow(host));
    keys.putAll(request.hostKeys());
    Path file =
        CardFile.write(
            host, new Card(listed.file(), request.node(), clock.instant(), keys, request.known()));
    return new CardKept(file.toString(), CardFile.read(file).sha256());
  }
}
