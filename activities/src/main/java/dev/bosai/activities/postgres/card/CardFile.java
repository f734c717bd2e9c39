package dev.bosai.activities.postgres.card;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A card on its host.
 *
 * @param card what it says
 * @param sha256 of what is signed
 */
public record CardFile(Card card, String sha256) {
  private static final String NAME = "card.json";

  /** Writes a node's card beside its data directory. */
  public static Path write(Host host, Card card) throws IOException {
    Path file = host.data().marker().resolve(NAME);
    Durable.replace(file, Signed.by(HostKey.of(host), card).file(), host.owner());
    return file;
  }

  /**
   * Returns the keys of hosts that the node's card names until now; none where there is no card, or
   * not as this host signed it.
   */
  public static Map<String, String> keysUntilNow(Host host) throws IOException {
    Path file = host.data().marker().resolve(NAME);
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return read(file).card().hostKeys();
    } catch (ApplicationFailure changed) {
      System.err.println("no host's key was taken over: " + changed.getOriginalMessage());
      return Map.of();
    }
  }

  /**
   * Reads a card.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED unless this very host signed it,
   *     as it is
   */
  public static CardFile read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw refused(
          "card \"" + file + "\" cannot be read",
          "it lies beside the data directory, DATA.bosai/card.json, and is its owner's");
    }
    Signed signed = Signed.read(Files.readAllBytes(file), "card \"" + file + "\"");
    Card card = signed.as(Card.class);
    Host host = new Hosts(new Protected(card.system())).open(card.node());
    if (!signed.isBy(HostKey.of(host).shown())) {
      throw refused(
          "card \"" + file + "\" is not as the host of \"" + card.node().node() + "\" signed it",
          "take this host's own card, DATA.bosai/card.json; somebody changed this one, or it is"
              + " another host's");
    }
    return new CardFile(card, signed.sha256());
  }

  private static RuntimeException refused(String what, String hint) {
    return Failures.of(FailureType.REFUSED, what + "; nothing was changed", hint);
  }
}
