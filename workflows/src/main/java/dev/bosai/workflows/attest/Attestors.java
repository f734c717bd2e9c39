package dev.bosai.workflows.attest;

import dev.bosai.runbooks.system.Person;
import java.util.List;
import java.util.Map;

/**
 * Whose word lets a recovery go on without a proof: a commander's and an approver's, two people,
 * each with a key of their own.
 *
 * @param people by name, as the system file has them
 */
public record Attestors(Map<String, Person> people) {

  /** Returns whether two people could attest at all. */
  public boolean areEnough() {
    return people.keySet().stream()
        .anyMatch(one -> people.keySet().stream().anyMatch(other -> arePair(one, other)));
  }

  /** Returns whether the two are two people, of whom one commands and the other approves. */
  public boolean arePair(String one, String other) {
    boolean oneCommands = may(one, Person.COMMANDER) && may(other, Person.APPROVER);
    boolean otherCommands = may(one, Person.APPROVER) && may(other, Person.COMMANDER);
    return !one.equals(other) && (oneCommands || otherCommands);
  }

  /** Returns whether a person's word counts at all. */
  public boolean mayAttest(String who) {
    return may(who, Person.COMMANDER) || may(who, Person.APPROVER);
  }

  private boolean may(String who, String role) {
    Person person = people.get(who);
    return person != null && !person.key().isEmpty() && person.roles().contains(role);
  }

  /**
   * Verifies that a person signed a statement.
   *
   * @param armored what {@code ssh-keygen -Y sign} wrote
   * @throws BadSignature that says why it does not hold
   */
  public void verify(Statement statement, String armored) {
    Person person = people.get(statement.who());
    if (person == null || person.key().isEmpty()) {
      throw new BadSignature(
          "the system file names no key of \"" + statement.who() + "\" under \"people\"");
    }
    SshSignature.parse(armored).verify(person.key(), statement);
  }

  /** Returns the names of those whose word counts. */
  public List<String> names() {
    return people.keySet().stream().filter(this::mayAttest).sorted().toList();
  }
}
