package dev.bosai.activities.postgres.card;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import java.io.IOException;

/** A fence's proof in a file, signed by the host that made it, to be carried to another host. */
public final class CarriedProof {
  private CarriedProof() {}

  /** What is signed; the proof's kind travels with it. */
  record Content(FenceProof proof) {}

  /** Returns the file. */
  public static byte[] of(Host host, FenceProof proof) throws IOException {
    return Signed.by(HostKey.of(host), new Content(proof)).file();
  }

  /**
   * Reads one.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED unless the host of the very node
   *     it is about signed it
   */
  public static FenceProof read(byte[] file, Card card) throws IOException {
    Signed signed = Signed.read(file, "the proof");
    FenceProof proof = signed.as(Content.class).proof();
    String key = card.hostKeys().getOrDefault(proof.node(), "");
    if (!signed.isBy(key)) {
      throw Failures.of(
          FailureType.REFUSED,
          "the proof is not as the host of \"%s\" signed it%s; nothing was changed"
              .formatted(proof.node(), key.isEmpty() ? ", whose key this card does not name" : ""),
          "carry the file over again that \"bosai node fence\" wrote there");
    }
    return proof;
  }
}
