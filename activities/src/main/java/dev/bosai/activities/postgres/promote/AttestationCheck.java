package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.workflows.attest.Attestors;
import dev.bosai.workflows.attest.BadSignature;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import java.util.List;

/**
 * Verifies two people's word against this worker's own system file: a run's plan could name keys of
 * whoever wrote it.
 */
final class AttestationCheck {
  private final Protected listed;

  AttestationCheck(Protected listed) {
    this.listed = listed;
  }

  /** Refuses unless two people signed this very thing in the same question of the same run. */
  void require(FenceProof.Attested proof) {
    List<Attestation> given = proof.attestations();
    if (given.size() != 2) {
      throw refused("%d people attested, two must".formatted(given.size()));
    }
    Statement one = given.get(0).statement();
    Statement other = given.get(1).statement();
    Attestors attestors = new Attestors(listed.file().people());
    if (!attestors.arePair(one.who(), other.who())) {
      throw refused(
          "\"%s\" and \"%s\" are not a commander and an approver with keys in this worker's system file"
              .formatted(one.who(), other.who()));
    }
    if (!one.run().equals(other.run()) || !one.prompt().equals(other.prompt())) {
      throw refused("the two answered different questions");
    }
    given.forEach(attestation -> require(attestation, proof, attestors));
  }

  private static void require(Attestation given, FenceProof.Attested proof, Attestors attestors) {
    Statement statement = given.statement();
    String attested = FenceProof.Attested.sentence(proof.node(), proof.systemIdentifier());
    if (!statement.choice().equals("attest") || !statement.about().equals(attested)) {
      throw refused(
          "\"%s\" signed \"%s\", not that %s"
              .formatted(statement.who(), statement.about(), attested));
    }
    try {
      attestors.verify(statement, given.signature());
    } catch (BadSignature bad) {
      throw refused(
          "the signature of \"%s\" does not hold: %s".formatted(statement.who(), bad.getMessage()));
    }
  }

  private static RuntimeException refused(String why) {
    return Failures.of(
        FailureType.REFUSED,
        "the fence is attested, and " + why + "; nothing was promoted",
        "retry the fence, and attest again if nothing proves it");
  }
}
