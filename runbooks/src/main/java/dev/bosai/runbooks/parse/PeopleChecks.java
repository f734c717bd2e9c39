package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that keys are whole and never shared, and that somebody has the role of every tier. */
final class PeopleChecks {
  private static final Set<String> DECIDING = Set.of(Person.COMMANDER, Person.APPROVER);

  private final Problems problems;
  private final Map<String, String> owners = new HashMap<>();

  PeopleChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Found file) {
    Found people = file.maybe("people");
    Found policy = file.maybe("policy");
    Map<String, Found> persons = people == null ? Map.of() : people.entries();
    persons.forEach((name, person) -> key(name, person.maybe("key")));
    if (policy != null) {
      tiers(policy.maybe("tiers"), persons);
      twoPeople(policy.maybe("two-person"), persons);
    }
  }

  /** A rule that nobody can satisfy would hold a recovery for ever. */
  private void twoPeople(@Nullable Found rules, Map<String, Found> persons) {
    for (Found rule : rules == null ? List.<Found>of() : rules.items()) {
      boolean override = rule.text().equals(Policy.OVERRIDE);
      Set<String> roles = override ? Set.of(Person.COMMANDER) : DECIDING;
      if (persons.values().stream().filter(person -> canSign(person, roles)).count() < 2) {
        problems.add(
            rule.place(),
            "nobody could give the second word for \"" + rule.text() + "\"",
            "name two people with keys under \"people\" who are "
                + (override ? "commanders" : "commanders or approvers")
                + ", or take it out of \"two-person\"");
      }
    }
  }

  private static boolean canSign(Found person, Set<String> roles) {
    return !person.textOr("key", "").isEmpty()
        && person.get("roles").texts().stream().anyMatch(roles::contains);
  }

  private void key(String name, @Nullable Found key) {
    if (key == null || key.text().isEmpty()) {
      return;
    }
    PublicKeyLine line = PublicKeyLine.of(key.text());
    line.fault()
        .ifPresent(
            fault ->
                problems.add(
                    key.place(),
                    "the key of \"" + name + "\" " + fault,
                    "copy the line of the person's \".pub\" file; \"ssh-keygen -t ed25519\" makes"
                        + " one"));
    String first = owners.putIfAbsent(line.blob(), name);
    if (first != null) {
      problems.add(
          key.place(),
          "\"" + name + "\" has the same key as \"" + first + "\"",
          "give everybody a key of their own; a shared one would not tell them apart");
    }
  }

  /** A question handed to a role that nobody has would wait for ever. */
  private void tiers(@Nullable Found tiers, Map<String, Found> persons) {
    TreeSet<String> held = new TreeSet<>();
    persons.values().forEach(person -> held.addAll(person.get("roles").texts()));
    if (tiers == null || persons.isEmpty()) {
      return;
    }
    tiers.items().stream()
        .filter(tier -> !tier.text().isEmpty() && !held.contains(tier.text()))
        .forEach(
            tier ->
                problems.add(
                    tier.place(),
                    "nobody has the role \"" + tier.text() + "\"",
                    "give it to somebody under \"people\", or take it out of \"tiers\""));
  }
}
