package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Map;

/** Generic work outside the databases: messages, requests, programs, services. */
@ActivityInterface
public interface OutsideActivities {
  /**
   * Asks to tell a channel.
   *
   * @param system name of the system
   * @param channel name of the channel
   * @param key same for every try of the same message, so that a receiver can drop a repeat
   * @param text for people
   */
  record Message(String system, String channel, String key, String text) {}

  /**
   * A channel took a message.
   *
   * @param channel name of the channel
   * @param key of the message
   * @param answer short, for the record
   */
  record Receipt(String channel, String key, String answer) {}

  /** Tells a channel. */
  @ActivityMethod
  Receipt tell(Message message);

  /**
   * One HTTP request of a user's runbook.
   *
   * @param system name of the system
   * @param key same for every try, sent as Idempotency-Key
   * @param method for example {@code POST}
   * @param url address or secret reference
   * @param headers values may be secret references
   * @param body empty for none
   * @param expectStatus the only status that counts as done
   */
  record Request(
      String system,
      String key,
      String method,
      String url,
      Map<String, String> headers,
      String body,
      int expectStatus) {}

  /**
   * What was answered.
   *
   * @param status HTTP status
   * @param excerpt first 500 characters of the body
   */
  record Answer(int status, String excerpt) {}

  /** Sends one request and compares the status. */
  @ActivityMethod
  Answer request(Request request);

  /**
   * One program of a user's runbook.
   *
   * @param system name of the system
   * @param key same for every try, handed over as BOSAI_KEY
   * @param command program and arguments; the program must be listed in the system file's policy
   */
  record Program(String system, String key, List<String> command) {}

  /**
   * What a program printed.
   *
   * @param exitCode 0 for done
   * @param output last 2,000 characters of both streams
   */
  record ProgramEnded(int exitCode, String output) {}

  /** Runs one program; another exit code than 0 fails. */
  @ActivityMethod
  ProgramEnded run(Program program);

  /**
   * Names a service.
   *
   * @param system name of the system
   * @param service name of the service
   * @param key same for every try
   */
  record ServiceRef(String system, String service, String key) {}

  /** Asks a service for its health; anything but 200 fails. */
  @ActivityMethod
  Answer health(ServiceRef service);

  /** Restarts a service with its own program. */
  @ActivityMethod
  ProgramEnded redeploy(ServiceRef service);
}
