package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.Answers;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.view.Need;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells a run what a person decided; the answer names the prompt and the facts that were shown. */
@Command
final class AnswerCommand implements Callable<Integer> {
  private final Choice choice;
  private final Surroundings surroundings;
  private final Systems systems;
  private final OldDirectoryDesk old;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--why",
      paramLabel = "REASON",
      description = "The reason; it stands in the report.")
  private @Nullable String why;

  @Option(names = "--who", paramLabel = "PERSON", description = "Who decides; default: $USER.")
  private @Nullable String who;

  @Option(
      names = "--prompt",
      paramLabel = "ID",
      description = "Answer only this prompt (\"needs.id\" of status); default: the open one.")
  private @Nullable String prompt;

  @Option(
      names = "--tables",
      paramLabel = "TABLES",
      description =
          "For extract: tables apart by \";\", each optionally with rows, \"public.orders:id=1,2\".",
      defaultValue = "")
  private String tables = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Sign with this SSH key; a \".pub\" file if the agent has the key. attest: default ~/.ssh/id_….")
  private @Nullable Path key;

  private Map<String, Person> people = Map.of();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print the receipt as one line of JSON.")
  private boolean json;

  AnswerCommand(Choice choice, Surroundings surroundings, OldDirectoryDesk old) {
    this.choice = choice;
    this.surroundings = surroundings;
    this.systems = new Systems(surroundings);
    this.old = old;
  }

  /** What a script reads of an accepted answer. */
  record Receipt(String run, String decision, String who, String receipt) {}

  @Override
  public Integer call() {
    check();
    SystemFile system = systems.of(options.name(), options.system());
    people = system.people();
    try (Runs runs = systems.runs(system)) {
      RunSnapshot named = runs.reader().read(options.name());
      if (isAboutOld(runs, named, system)) {
        return settleOld(runs, named, system);
      }
      RunSnapshot run = target(named);
      Need need = fitting(run);
      Answer answer = answer(run, need);
      String receipt = sent(runs, run, answer);
      Output output = new Output(spec);
      if (json) {
        output.json(new Receipt(run.header().run(), choice.word(), answer.who(), receipt));
      } else {
        output.line(receipt);
        output.line("next: bosai watch " + run.header().run());
      }
      return 0;
    }
  }

  /** What was typed wrongly is told before anything is asked. */
  private void check() {
    Typed.line("--tables", tables);
    if (who != null) {
      Typed.name("--who", who);
    }
    if (key != null && !choice.answersPrompt()) {
      throw new Fault(
          Blame.USAGE,
          "\"" + choice.word() + "\" answers no question, so there is nothing to sign",
          "leave --key out");
    }
    if (why != null) {
      demandReason(Typed.line("--why", why));
    } else if (!surroundings.terminal()) {
      demandReason("");
    }
    if (!yes && choice.confirmed()) {
      Questions.demandSomebody(surroundings);
    }
  }

  private void demandReason(String reason) {
    if (reason.isBlank() && choice.reasoned()) {
      throw new Fault(
          Blame.USAGE, "\"" + choice.word() + "\" needs a reason", "give it with --why \"…\"");
    }
  }

  /** Where a run asks for this very choice, it is the answer to that. */
  private boolean isAboutOld(Runs runs, RunSnapshot run, SystemFile system) {
    if (!choice.settlesOld()) {
      return false;
    }
    Need need = target(run).header().needs();
    boolean asked = need != null && need.choices().contains(choice.word());
    return !asked && old.knows(runs, run, system);
  }

  private int settleOld(Runs runs, RunSnapshot run, SystemFile system) {
    String reason = why == null ? new Questions(surroundings, spec).text("why:") : why;
    demandReason(reason);
    String person = who == null ? surroundings.user() : who;
    return old.settle(
        old.one(runs, run, system),
        run,
        system,
        new OldDirectoryDesk.Told(
            new OldDirectoryDesk.Wish(choice, person, reason, yes, json), spec));
  }

  private String sent(Runs runs, RunSnapshot run, Answer answer) {
    return choice.picks()
        ? runs.answers().send(run, new Choosing(choice.word(), tables, answer))
        : runs.answers().send(run, choice.word(), answer);
  }

  /** A recovery that has ended leaves its place to the run that brings redundancy back. */
  private static RunSnapshot target(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return run.header().state().ended() && after != null && !after.header().state().ended()
        ? after
        : run;
  }

  private @Nullable Need fitting(RunSnapshot run) {
    String name = run.header().run();
    if (run.header().state().ended()) {
      throw new Fault(
          Blame.REFUSED,
          "run \"" + name + "\" has ended: " + run.header().state().word(),
          "\"bosai report " + name + "\" tells what happened");
    }
    Need need = run.header().needs();
    if (!choice.answersPrompt()) {
      return need != null && need.choices().contains(choice.word()) ? need : null;
    }
    if (need == null) {
      throw new Fault(
          Blame.REFUSED,
          "run \"" + name + "\" waits for nothing; it is at step \"" + run.header().step() + "\"",
          "\"bosai watch " + name + "\" follows it");
    }
    if (!need.choices().contains(choice.word())) {
      throw new Fault(
          Blame.REFUSED,
          "\""
              + choice.word()
              + "\" does not answer what run \""
              + name
              + "\" needs: "
              + need.text(),
          "type " + String.join(" or ", Answers.commands(run.header(), need)));
    }
    return pinned(need);
  }

  private Need pinned(Need need) {
    if (prompt != null && !prompt.equals(need.id())) {
      throw new Fault(
          Blame.REFUSED,
          "prompt \"" + prompt + "\" is not open; \"" + need.id() + "\" is",
          "read the facts again with \"bosai status " + options.name() + "\"");
    }
    return need;
  }

  private Answer answer(RunSnapshot run, @Nullable Need need) {
    Questions questions = new Questions(surroundings, spec);
    if (!yes) {
      show(run, need);
    }
    String reason = Typed.line("--why", why == null ? questions.text("why:") : why);
    demandReason(reason);
    if (!yes && choice.confirmed()) {
      questions.confirm(choice.word() + " " + run.header().run() + "?");
    }
    String person = Typed.name("--who", who == null ? surroundings.user() : who);
    return need == null
        ? new Answer("", "", person, reason, "")
        : new Answer(
            need.id(), need.factsHash(), person, reason, signature(run, need, person, reason));
  }

  /** Signs the very answer that is sent; empty where nobody asked for a signature. */
  private String signature(RunSnapshot run, Need need, String person, String reason) {
    boolean asked = choice.signed() || need.facts().containsKey(Need.TWO_PEOPLE);
    if (key == null && !asked) {
      return "";
    }
    Statement statement =
        new Statement(
            run.header().run(),
            need.id(),
            need.factsHash(),
            choice.word(),
            need.facts().getOrDefault("attested", ""),
            person,
            reason);
    Path file = systems.path(named());
    return new Signing(surroundings, spec.commandLine().getErr(), file)
        .sign(statement, key, people.get(person));
  }

  private String named() {
    String given = options.system();
    return given == null ? options.name().system() : given;
  }

  private void show(RunSnapshot run, @Nullable Need need) {
    var err = spec.commandLine().getErr();
    err.println(
        run.header().run() + " " + run.header().state().word() + ": " + run.header().sentence());
    if (need != null) {
      if (!need.text().equals(run.header().sentence())) {
        err.println(need.text());
      }
      for (Map.Entry<String, String> fact : Answers.facts(need).entrySet()) {
        err.println("  " + fact.getKey() + ": " + fact.getValue());
      }
    }
    err.flush();
  }
}
