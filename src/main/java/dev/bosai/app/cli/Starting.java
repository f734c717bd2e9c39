package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunInput.SignedStart;
import dev.bosai.workflows.attest.MayNotStart;
import dev.bosai.workflows.attest.Starters;
import java.time.Instant;
import java.util.Map;

/** Makes sure that somebody may start a run before it is started, by the rules of the workers. */
final class Starting {
  private final Map<String, Person> people;
  private final StartOptions options;
  private final Surroundings surroundings;

  Starting(SystemFile system, StartOptions options, Surroundings surroundings) {
    this.people = system.people();
    this.options = options;
    this.surroundings = surroundings;
  }

  /**
   * Refuses a start in the name of somebody who may not, before anything is asked.
   *
   * @throws Fault of refusal; of usage if a key is named where nobody has one
   */
  void demandMay() {
    if (people.isEmpty() && options.key() != null) {
      throw new Fault(
          Blame.USAGE,
          "the system file names no people, so there is nobody to sign for",
          "leave --key out, or name people with their keys");
    }
    refusing(() -> new Starters(people).demandCommander(options.who(surroundings)));
  }

  /**
   * Returns the input with its starter's signature, where the starter has a key.
   *
   * @throws Fault of refusal if the signature is not the one of the system file's key
   */
  RunInput signed(RunInput input, Signing signing) {
    Starters starters = new Starters(people);
    if (!starters.mustSign(input.startedBy())) {
      return input;
    }
    Instant now = surroundings.clock().instant();
    String signature =
        signing.sign(Starters.statement(input, now), options.key(), people.get(input.startedBy()));
    RunInput signed = input.signed(new SignedStart(now, signature));
    refusing(() -> starters.verify(signed, now));
    return signed;
  }

  private static void refusing(Runnable check) {
    try {
      check.run();
    } catch (MayNotStart refused) {
      throw new Fault(Blame.REFUSED, String.valueOf(refused.getMessage()), refused.hint(), refused);
    }
  }
}
