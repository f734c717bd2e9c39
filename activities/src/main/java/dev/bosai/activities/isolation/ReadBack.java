package dev.bosai.activities.isolation;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.program.Programs;
import dev.bosai.activities.program.Programs.Answered;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.port.IsolationActivities.IsolationRead;
import dev.bosai.workflows.port.NodeRef;
import java.time.Duration;

/**
 * Reads back whether a node is cut off. Only one word on standard output, with exit code 0, says
 * so; whatever else a program does when it fails, it does not do that by accident.
 */
public final class ReadBack {
  private static final String WORD = "isolated";
  private final Protected listed;
  private final Said said;
  private final Programs programs = new Programs();

  /**
   * Makes a reader.
   *
   * @param listed what this worker may run
   * @param secrets are cut out of what is quoted
   */
  public ReadBack(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.said = new Said(listed, secrets);
  }

  /**
   * Reads back once.
   *
   * @param bound after which the program is stopped and has said nothing
   * @throws io.temporal.failure.ApplicationFailure of type NOT_LISTED, or REFUSED if the program
   *     cannot be started
   */
  public IsolationRead read(NodeRef ref, Isolate method, Duration bound) {
    Cut cut = Cut.of(listed, ref, method);
    String name = "\"" + method.verify().get(0) + "\"";
    return programs
        .ask(new Programs.Call(method.verify(), cut.environment(), ""), bound)
        .map(answered -> read(name, answered))
        .orElseGet(
            () ->
                new IsolationRead(
                    false,
                    name + " did not end within " + bound.toMillis() + " ms and was stopped"));
  }

  private IsolationRead read(String name, Answered answered) {
    boolean word = answered.answer().strip().equals(WORD);
    String says = name + " said " + said.quoted(answered.answer());
    if (answered.exitCode() == 0) {
      return new IsolationRead(word, says);
    }
    return new IsolationRead(
        false,
        says
            + " and ended with exit code "
            + answered.exitCode()
            + ", its last words: "
            + said.quoted(answered.complaint()));
  }
}
