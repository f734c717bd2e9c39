package dev.bosai.workflows.run;

import dev.bosai.workflows.port.Attestation;
import java.util.List;

/**
 * How a question was settled.
 *
 * @param choice the update that answered it, or {@code deadline}
 * @param who the person; empty for a deadline
 * @param why the person's reason
 * @param tables that a choice names; empty for all others
 * @param attestations two people's, for {@code attest}; empty for all others
 */
record Ruling(
    String choice, String who, String why, String tables, List<Attestation> attestations) {
  Ruling(String choice, String who, String why) {
    this(choice, who, why, "", List.of());
  }

  /** Says who settled it, for people. */
  String by() {
    return who.isEmpty() ? why : "by " + who + (why.isBlank() ? "" : ": " + why);
  }

  /** Says how a step's question was settled. */
  String told(String step) {
    return "\"" + step + "\" was answered: " + (who.isEmpty() ? why : choice + " by " + who);
  }
}
