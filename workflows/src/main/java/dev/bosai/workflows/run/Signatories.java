package dev.bosai.workflows.run;

import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.attest.Attestors;
import dev.bosai.workflows.attest.BadSignature;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.view.Need;
import java.util.List;
import java.util.Map;

/**
 * Who may answer what. Where the system file names people, only they answer, and only what their
 * roles allow; a signature is verified wherever one is given, and an attestation needs one.
 */
final class Signatories {
  /** The answer that stands in for a proof. */
  static final String ATTEST = "attest";

  /** What a responder may say to a question about work by hand. */
  private static final List<String> TICKS = List.of("approve", "skip");

  private static final List<String> VOTES = List.of("approve", "reject");

  private final String run;
  private final Map<String, Person> people;
  private final Attestors attestors;
  private final TwoPeople twoPeople;

  /**
   * Makes them.
   *
   * @param run full name of the run
   * @param people of the system file
   * @param twoPeople where one person's word is not enough
   */
  Signatories(String run, Map<String, Person> people, TwoPeople twoPeople) {
    this.run = run;
    this.people = people;
    this.twoPeople = twoPeople;
    this.attestors = new Attestors(people);
  }

  /** Returns whether two people could attest, and who may. */
  Attestors attestors() {
    return attestors;
  }

  /** Returns the question with what it takes to answer it. */
  Question told(Question question) {
    return twoPeople.told(question);
  }

  /** Returns whether an answer takes effect with a second person's only. */
  boolean takesTwo(String choice, Question question) {
    return choice.equals(ATTEST) || twoPeople.demandedFor(choice, question);
  }

  /**
   * Returns what a person signs with an answer.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it is not one line
   */
  Statement statement(String choice, Need shown, Answer answer) {
    try {
      return new Statement(
          run,
          shown.id(),
          shown.factsHash(),
          choice,
          shown.facts().getOrDefault("attested", ""),
          answer.who(),
          answer.why());
    } catch (IllegalArgumentException severalLines) {
      throw Answers.refused(String.valueOf(severalLines.getMessage()), "write it in one line");
    }
  }

  /** Refuses what the person's roles do not allow, and a signature that does not hold. */
  void demandMay(String choice, OpenPrompt prompt, Answer answer) {
    if (choice.equals(ATTEST)) {
      demandAttestor(prompt, answer);
    } else {
      demandRole(choice, prompt, answer.who());
      if (twoPeople.demandedFor(choice, prompt.question())) {
        twoPeople.demandAnother(choice, prompt, answer);
      }
    }
    if (!answer.signature().isEmpty()) {
      demandSigned(statement(choice, prompt.need(), answer), answer.signature());
    }
  }

  /** Refuses what the person's roles do not allow; such an answer names no facts to sign. */
  void demandMayAtAnyTime(String choice, Answer answer) {
    if (!answer.signature().isEmpty()) {
      throw Answers.refused(
          "\"" + choice + "\" answers no question, so there is nothing to sign",
          "give it without --key");
    }
    List<String> roles = rolesOf(answer.who());
    boolean may = roles.contains(Person.COMMANDER) || choice.equals("pause");
    demand(may, choice, new Asked(answer.who(), roles, Person.COMMANDER));
  }

  private void demandRole(String choice, OpenPrompt prompt, String who) {
    List<String> roles = rolesOf(who);
    boolean may = roles.stream().anyMatch(role -> may(role, choice, prompt));
    String needed = prompt.by().isEmpty() ? Person.COMMANDER : prompt.by();
    demand(may, choice, new Asked(who, roles, needed));
  }

  /** Of two people's approval an approver gives one part, whoever is asked first. */
  private boolean may(String role, String choice, OpenPrompt prompt) {
    String decision = prompt.question().decision();
    return switch (role) {
      case Person.COMMANDER -> true;
      case Person.RESPONDER -> decision.equals("manual") && TICKS.contains(choice);
      case Person.APPROVER ->
          decision.equals("approve")
              && VOTES.contains(choice)
              && (List.of("", Person.APPROVER).contains(prompt.by())
                  || twoPeople.demandedFor(choice, prompt.question()));
      default -> false;
    };
  }

  /** Without people in the system file everybody may everything, as before there were any. */
  private List<String> rolesOf(String who) {
    if (people.isEmpty()) {
      return List.of(Person.COMMANDER);
    }
    Person person = people.get(who);
    if (person == null) {
      throw Answers.refused(
          "\"" + who + "\" is nobody the system file names under \"people\"",
          "answer as one of " + people.keySet().stream().sorted().toList() + " with --who");
    }
    return person.roles();
  }

  /** Who answers, with which roles, and which role would do. */
  private record Asked(String who, List<String> roles, String needed) {}

  private static void demand(boolean may, String choice, Asked asked) {
    if (!may) {
      throw Answers.refused(
          "\"%s\" is not for \"%s\", who is %s"
              .formatted(choice, asked.who(), String.join(", ", asked.roles())),
          "ask a " + asked.needed());
    }
  }

  private void demandAttestor(OpenPrompt prompt, Answer answer) {
    Answers.demandWhy(ATTEST, answer);
    String who = answer.who();
    if (!attestors.mayAttest(who)) {
      throw Answers.refused(
          "the word of \"" + who + "\" does not stand in for a proof",
          "a commander and an approver with keys attest: " + attestors.names());
    }
    for (var before : prompt.attestations()) {
      if (!attestors.arePair(before.statement().who(), who)) {
        throw Answers.refused(
            "\"%s\" attested already; \"%s\" does not make it two people, a commander and an approver"
                .formatted(before.statement().who(), who),
            "somebody else must attest: one of " + attestors.names());
      }
    }
    if (answer.signature().isEmpty()) {
      throw Answers.refused(
          "an attestation must be signed",
          "\"bosai attest\" signs it with your SSH key; --key FILE names another");
    }
  }

  private void demandSigned(Statement statement, String signature) {
    try {
      attestors.verify(statement, signature);
    } catch (BadSignature bad) {
      throw Answers.refused(
          "the signature of \"" + statement.who() + "\" does not hold: " + bad.getMessage(),
          "look at the facts again with status, then name with --key FILE the key that the system file"
              + " has of \""
              + statement.who()
              + "\"");
    }
  }
}
