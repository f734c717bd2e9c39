package dev.bosai.activities.isolation;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.program.Programs;
import dev.bosai.activities.program.Programs.Answered;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof.Isolated;
import dev.bosai.workflows.port.IsolationActivities;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Cuts nodes of other sites off with the programs of this worker's system file. */
public final class CommandIsolation implements IsolationActivities {
  /** A try's time: one part for each of two read-backs, one left over, the others to act. */
  private static final int PARTS = 5;

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int STALE = 4;

  private final Protected listed;
  private final String site;
  private final Try current;
  private final ReadBack readBack;
  private final Said said;
  private final Programs programs = new Programs();

  /**
   * Makes the activities of one worker.
   *
   * @param listed what this worker may touch
   * @param secrets are cut out of what is quoted
   * @param site this worker's own, whose nodes it does not cut off
   * @param current the try that is running
   */
  public CommandIsolation(Protected listed, Secrets secrets, String site, Try current) {
    this.listed = listed;
    this.site = site;
    this.current = current;
    this.readBack = new ReadBack(listed, secrets);
    this.said = new Said(listed, secrets);
  }

  @Override
  public Isolated isolate(IsolateNode request) {
    Cut cut = Cut.of(listed, request.node(), request.method());
    requireAnotherSite(cut);
    Token token = request.token().withAttempt(current.number());
    // The last part of the time is the last read-back's.
    Duration look = current.bound().dividedBy(PARTS);
    long end = System.nanoTime() + look.multipliedBy(PARTS - 2).toNanos();
    List<String> shown = new ArrayList<>();
    IsolationRead before = readBack.read(request.node(), request.method(), look);
    shown.add("before: " + before.said());
    if (!before.isolated()) {
      shown.add(act(cut, token, end));
      shown.add("then: " + proven(request, look, end, shown));
    }
    return new Isolated(
        request.node().node(),
        request.systemIdentifier(),
        Instant.now(),
        token,
        request.method(),
        List.copyOf(shown),
        request.timeline());
  }

  @Override
  public IsolationRead readIsolation(AskIsolation request) {
    return readBack.read(request.node(), request.method(), current.bound().dividedBy(PARTS));
  }

  /** A host that is cut off with the worker on it could tell nobody. */
  private void requireAnotherSite(Cut cut) {
    if (cut.node().site().equals(site)) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"%s\" stands in site \"%s\", as this worker does; nothing was changed"
              .formatted(cut.ref().node(), site),
          "name another site as \"from\" of the fence method");
    }
  }

  /** What the program says and how it ends is told, and proves nothing. */
  private String act(Cut cut, Token token, long end) {
    String name = "\"" + cut.method().isolate().get(0) + "\"";
    Map<String, String> environment = new TreeMap<>(cut.environment());
    environment.put("BOSAI_TOKEN", token.toString());
    Duration bound = until(end);
    if (bound.isZero()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the time to run " + name + " was up before it began; nothing was changed",
          "see what held this worker up; it is tried again");
    }
    Optional<Answered> ended =
        programs.ask(new Programs.Call(cut.method().isolate(), environment, ""), bound);
    if (ended.filter(answered -> answered.exitCode() == STALE).isPresent()) {
      throw Failures.of(
          FailureType.STALE_TOKEN,
          "program " + name + " refused token " + token + words(ended.get()),
          "a newer run or attempt is at work; look at its status");
    }
    return ended
        .map(answered -> name + " ended with exit code " + answered.exitCode() + words(answered))
        .orElse(name + " did not end in time and was stopped");
  }

  private String words(Answered answered) {
    String both = (answered.answer() + "\n" + answered.complaint()).strip();
    return both.isEmpty() ? "" : ", its last words: " + said.quoted(both);
  }

  /** Power takes a moment to go. */
  private String proven(IsolateNode request, Duration look, long end, List<String> shown) {
    List<String> last = new ArrayList<>();
    try {
      return Poll.until(
              until(end),
              EVERY,
              () -> {
                IsolationRead now = readBack.read(request.node(), request.method(), look);
                last.add(now.said());
                return Optional.of(now).filter(IsolationRead::isolated).map(IsolationRead::said);
              })
          .orElseThrow(() -> unproven(request, shown, last.get(last.size() - 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(
          FailureType.UNEXPECTED,
          "reading back whether \"" + request.node().node() + "\" is isolated was interrupted",
          "it is tried again");
    }
  }

  private static RuntimeException unproven(IsolateNode request, List<String> shown, String last) {
    return Failures.of(
        FailureType.NOT_PROVEN,
        "node \"%s\" is not proven isolated: %s; then: %s, expected \"isolated\" and exit code 0"
            .formatted(request.node().node(), shown.get(shown.size() - 1), last),
        "run both programs by hand on this site's host and see why they disagree");
  }

  private static Duration until(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
