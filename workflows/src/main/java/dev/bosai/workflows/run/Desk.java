package dev.bosai.workflows.run;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.RunControl;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where people's decisions arrive: asks, checks answers, records who decided what and why. */
final class Desk implements RunControl {
  private final Board board;
  private final List<String> tiers;
  private final AnswerWait waiting;
  private final Signatories signatories;
  private final Map<String, OpenPrompt> open = new LinkedHashMap<>();
  private final Map<String, String> settled = new LinkedHashMap<>();
  private int asked;
  private boolean paused;
  private @Nullable String abortedBecause;

  /**
   * Makes a desk.
   *
   * @param board where needs and decisions are shown
   * @param tiers roles a question passes through when nobody answers in time
   * @param herald tells people, under a key of its own, what follows a deadline that passed
   * @param signatories who may answer what
   */
  Desk(
      Board board, List<String> tiers, BiConsumer<String, String> herald, Signatories signatories) {
    this.board = board;
    this.tiers = tiers;
    this.waiting = new AnswerWait(herald, this::isAborted, this::showOpen);
    this.signatories = signatories;
  }

  /**
   * Asks and waits until a person answered or the question's deadline settled it.
   *
   * @throws RunAborted if the run was aborted meanwhile
   */
  Ruling ask(RunEvent event, Question question) {
    asked++;
    OpenPrompt prompt =
        new OpenPrompt(
            question.step() + "-" + asked, signatories.told(question), tiers, Now.instant());
    open.put(prompt.id(), prompt);
    board.happened(event, question.text());
    showOpen();
    try {
      return awaitRuling(prompt);
    } finally {
      open.remove(prompt.id());
      waited(prompt);
    }
  }

  private Ruling awaitRuling(OpenPrompt prompt) {
    while (prompt.ruling() == null) {
      waiting.forAnswer(prompt);
      throwIfAborted();
    }
    Ruling ruling = java.util.Objects.requireNonNull(prompt.ruling());
    if (open.size() == 1) {
      RunEvent event =
          ruling.choice().equals("deadline") ? RunEvent.DEADLINE_PASSED : RunEvent.ANSWERED;
      board.happened(event, ruling.told(prompt.question().step()));
    } else {
      showOpen();
    }
    return ruling;
  }

  /** Waits while the run is paused; one resume frees every branch. */
  void awaitNotPaused(String step) {
    throwIfAborted();
    if (!paused) {
      return;
    }
    boolean asking = open.values().stream().anyMatch(prompt -> isResume(prompt));
    if (asking) {
      Workflow.await(() -> !paused || abortedBecause != null);
      throwIfAborted();
      return;
    }
    ask(RunEvent.PAUSED, Question.paused(step));
  }

  /** Ends the steps if somebody aborted the run. */
  void throwIfAborted() {
    if (abortedBecause != null) {
      throw new RunAborted(abortedBecause);
    }
  }

  boolean isAborted() {
    return abortedBecause != null;
  }

  /** Takes an abort back because the end it would lead to cannot be named yet. */
  void abortRefused() {
    abortedBecause = null;
  }

  private void waited(OpenPrompt prompt) {
    long ms = Duration.between(prompt.askedAt(), Now.instant()).toMillis();
    board.step(prompt.question().step(), view -> view.waited(ms));
    board.need(first().map(OpenPrompt::need).orElse(null));
  }

  private void showOpen() {
    board.need(first().map(OpenPrompt::need).orElse(null));
    board.publish();
  }

  private Optional<OpenPrompt> first() {
    return open.values().stream().filter(prompt -> prompt.ruling() == null).findFirst();
  }

  private static boolean isResume(OpenPrompt prompt) {
    return prompt.question().decision().equals("resume");
  }

  @Override
  public String approve(Answer answer) {
    return settle("approve", answer, "");
  }

  @Override
  public void mayApprove(Answer answer) {
    check("approve", answer);
  }

  @Override
  public String reject(Answer answer) {
    return settle("reject", answer, "");
  }

  @Override
  public void mayReject(Answer answer) {
    check("reject", answer);
  }

  @Override
  public String retry(Answer answer) {
    return settle("retry", answer, "");
  }

  @Override
  public void mayRetry(Answer answer) {
    check("retry", answer);
  }

  @Override
  public String skip(Answer answer) {
    return settle("skip", answer, "");
  }

  @Override
  public void maySkip(Answer answer) {
    check("skip", answer);
    Answers.demandWhy("skip", answer);
  }

  @Override
  public String abort(Answer answer) {
    abortedBecause = "aborted by " + answer.who() + ": " + answer.why();
    record("abort", answer);
    return "the run ends once nothing is under way";
  }

  @Override
  public void mayAbort(Answer answer) {
    Answers.demandLive(board);
    Answers.demandWho(answer);
    signatories.demandMayAtAnyTime("abort", answer);
    Answers.demandWhy("abort", answer);
    if (abortedBecause != null) {
      throw Answers.refused("the run is " + abortedBecause + " already", "watch it end");
    }
  }

  @Override
  public String pause(Answer answer) {
    paused = true;
    record("pause", answer);
    return "no further step begins until somebody resumes";
  }

  @Override
  public void mayPause(Answer answer) {
    Answers.demandLive(board);
    Answers.demandWho(answer);
    signatories.demandMayAtAnyTime("pause", answer);
    if (paused) {
      throw Answers.refused("the run is paused already", "resume it to go on");
    }
  }

  @Override
  public String resume(Answer answer) {
    paused = false;
    record("resume", answer);
    open.values().stream()
        .filter(Desk::isResume)
        .forEach(prompt -> prompt.settle(new Ruling("resume", answer.who(), answer.why())));
    return "the run goes on";
  }

  @Override
  public void mayResume(Answer answer) {
    Answers.demandLive(board);
    Answers.demandWho(answer);
    signatories.demandMayAtAnyTime("resume", answer);
    if (!paused) {
      throw Answers.refused("the run is not paused", "look at what it waits for with status");
    }
  }

  @Override
  public String choose(Choosing choosing) {
    return settle(choosing.choice(), choosing.answer(), choosing.tables());
  }

  @Override
  public void mayChoose(Choosing choosing) {
    check(choosing.choice(), choosing.answer());
    Answers.demandTables(choosing, open.get(choosing.answer().prompt()));
  }

  private String settle(String choice, Answer answer, String tables) {
    OpenPrompt prompt = java.util.Objects.requireNonNull(open.get(answer.prompt()));
    boolean takesTwo = signatories.takesTwo(choice, prompt.question());
    if (takesTwo && !isSecond(choice, prompt, answer)) {
      return "accepted as the first of two: another person must " + choice + " it, too";
    }
    String who = takesTwo ? prompt.whoseWords() : answer.who();
    prompt.settle(new Ruling(choice, who, answer.why(), tables, prompt.attestations()));
    String what = choice + " " + prompt.question().step();
    settled.put(prompt.id(), what + " by " + answer.who() + " at " + Now.instant());
    record(what, answer);
    return "accepted: " + choice + ", for step \"" + prompt.question().step() + "\"";
  }

  private boolean isSecond(String choice, OpenPrompt prompt, Answer answer) {
    Need shown = prompt.need();
    prompt.attested(
        new Attestation(
            signatories.statement(choice, shown, answer), answer.signature(), Now.instant()));
    if (prompt.attestations().size() > 1) {
      return true;
    }
    record(choice + " " + prompt.question().step() + ", the first of two", answer);
    showOpen();
    return false;
  }

  private void record(String what, Answer answer) {
    boolean signed = !answer.signature().isEmpty();
    board.decided(new DecisionView(Now.instant(), answer.who(), what, answer.why(), signed));
    if (board.state() == RunState.RUNNING) {
      board.publish();
    }
  }

  private void check(String choice, Answer answer) {
    Answers.demandLive(board);
    Answers.demandWho(answer);
    OpenPrompt prompt = open.get(answer.prompt());
    if (prompt == null || prompt.ruling() != null) {
      throw Answers.notOpen(answer.prompt(), settled.get(answer.prompt()));
    }
    Answers.demandChoice(choice, prompt.question());
    Answers.demandFacts(answer, prompt.need());
    signatories.demandMay(choice, prompt, answer);
  }
}
