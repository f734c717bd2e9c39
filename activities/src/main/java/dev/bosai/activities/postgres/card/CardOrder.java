package dev.bosai.activities.postgres.card;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.attest.Attestors;
import dev.bosai.workflows.attest.BadSignature;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Remembered;
import java.util.Map;
import java.util.Optional;

/**
 * What a person orders by card.
 *
 * @param statement what was signed
 * @param signature as {@code ssh-keygen -Y sign} wrote it; empty where the card names no people
 */
public record CardOrder(Statement statement, String signature) {
  /** How the journal calls it. */
  public static final String EFFECT = "card";

  /** What the journal says of it, before the effect. */
  public static final String ORDERED = "ordered by card";

  /** Writes the statement that a person signs: one effect on one node, by one card. */
  public static Statement statement(CardFile file, String effect, String who, String why) {
    Card card = file.card();
    return new Statement(
        "card of " + card.node().system() + "/" + card.node().database(),
        effect + " " + card.node().node(),
        file.sha256(),
        effect,
        "",
        who,
        why);
  }

  /** Refuses unless a commander signed it; without people on the card everybody may. */
  public void require(CardFile file) {
    Map<String, Person> people = file.card().system().people();
    if (people.isEmpty()) {
      return;
    }
    Person person = people.get(statement.who());
    if (person == null || !person.roles().contains(Person.COMMANDER)) {
      throw refused("\"" + statement.who() + "\" is no commander on this card", "ask one");
    }
    try {
      new Attestors(people).verify(statement, signature);
    } catch (BadSignature bad) {
      throw refused(
          "the signature of \"" + statement.who() + "\" does not hold: " + bad.getMessage(),
          "sign with the key that the card names for you: --key FILE");
    }
  }

  /** Returns what the journal keeps of it. */
  public Map<String, String> facts(String node) {
    return Map.of(
        "node", node,
        "effect", statement.choice(),
        "who", statement.who(),
        "why", statement.why(),
        "card", statement.factsHash(),
        "signature", signature);
  }

  /** Reads it back from a journal's entry. */
  public static Optional<Remembered.ByCard> of(Entry entry) {
    Map<String, String> facts = entry.facts();
    return entry.did().equals(ORDERED)
        ? Optional.of(
            new Remembered.ByCard(
                entry.at(),
                facts.getOrDefault("node", ""),
                facts.getOrDefault("effect", ""),
                entry.token(),
                facts.getOrDefault("who", ""),
                facts.getOrDefault("why", ""),
                facts.getOrDefault("card", "")))
        : Optional.empty();
  }

  private static RuntimeException refused(String what, String hint) {
    return Failures.of(FailureType.REFUSED, what + "; nothing was changed", hint);
  }
}
