package dev.bosai.activities.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.program.Programs;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Service;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.OutsideActivities;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages, requests, programs and services, as far as this worker's system file lists them. */
public final class ConfiguredOutside implements OutsideActivities {
  private static final String KEY = "Idempotency-Key";
  private static final int OK = 200;
  private static final int FIRST_NOT_OK = 300;

  private final Listed listed;
  private final Web web;
  private final Programs programs = new Programs();
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Makes the adapter.
   *
   * @param listed what this worker may touch
   * @param secrets for addresses and headers
   * @param clock stamps messages
   */
  public ConfiguredOutside(Protected listed, Secrets secrets, Clock clock) {
    this.listed = new Listed(listed.file());
    this.web = new Web(secrets);
    this.clock = clock;
  }

  @Override
  public Receipt tell(Message message) {
    Channel channel = listed.channel(message.system(), message.channel());
    String answer =
        channel instanceof Channel.Webhook webhook
            ? posted(webhook, message)
            : piped((Channel.Program) channel, message);
    return new Receipt(message.channel(), message.key(), answer);
  }

  @Override
  public Answer request(Request request) {
    listed.requireSystem(request.system());
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put(KEY, request.key());
    String body = request.body().isEmpty() ? null : request.body();
    Answer answer = web.send(new Web.Call(request.method(), request.url(), headers, body));
    require(answer, request.expectStatus(), request.method() + " to \"" + request.url() + "\"");
    return answer;
  }

  @Override
  public ProgramEnded run(Program program) {
    listed.requireProgram(program.system(), program.command());
    return run(program.command(), program.key());
  }

  @Override
  public Answer health(ServiceRef ref) {
    Service service = listed.service(ref.system(), ref.service());
    if (service.health().isEmpty()) {
      throw missing(ref, "health");
    }
    Answer answer = web.send(new Web.Call("GET", service.health(), Map.of(), null));
    require(answer, OK, "service \"" + ref.service() + "\" asked for its health");
    return answer;
  }

  @Override
  public ProgramEnded redeploy(ServiceRef ref) {
    Service service = listed.service(ref.system(), ref.service());
    if (service.redeploy().isEmpty()) {
      throw missing(ref, "redeploy");
    }
    return run(service.redeploy(), ref.key());
  }

  private String posted(Channel.Webhook webhook, Message message) {
    Map<String, String> headers = Map.of("Content-Type", "application/json", KEY, message.key());
    Answer answer = web.send(new Web.Call("POST", webhook.url(), headers, written(message)));
    if (answer.status() < OK || answer.status() >= FIRST_NOT_OK) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "channel \"" + message.channel() + "\" answered " + answer.status() + ", expected 2xx",
          "see that its address in the system file is still valid");
    }
    return String.valueOf(answer.status());
  }

  private String piped(Channel.Program program, Message message) {
    Map<String, String> key = Map.of("BOSAI_KEY", message.key());
    return "exit code "
        + programs.runWell(new Programs.Call(program.command(), key, written(message))).exitCode();
  }

  private ProgramEnded run(List<String> command, String key) {
    Programs.Ended ended =
        programs.runWell(new Programs.Call(command, Map.of("BOSAI_KEY", key), ""));
    return new ProgramEnded(ended.exitCode(), ended.output());
  }

  private String written(Message message) {
    try {
      return json.writeValueAsString(
          Map.of(
              "key", message.key(),
              "system", message.system(),
              "text", message.text(),
              "at", clock.instant().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("four strings can always be written", e);
    }
  }

  private static void require(Answer answer, int expected, String who) {
    if (answer.status() != expected) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          who
              + " answered "
              + answer.status()
              + ", expected "
              + expected
              + "; it said: "
              + answer.excerpt().strip(),
          "put the cause right, then retry");
    }
  }

  private static RuntimeException missing(ServiceRef ref, String what) {
    return Failures.of(
        FailureType.REFUSED,
        "service \"" + ref.service() + "\" has no \"" + what + "\" in this worker's system file",
        "add it there, or take the step out of the runbook");
  }
}
