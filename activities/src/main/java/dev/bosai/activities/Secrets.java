package dev.bosai.activities;

import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Resolves secret references where they are used, so that values never reach inputs, history, logs
 * or errors.
 */
public final class Secrets {
  private final Map<String, String> environment;

  /**
   * Makes a resolver.
   *
   * @param environment for {@code env:} references
   */
  public Secrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Resolves a reference; text without a known prefix stands for itself.
   *
   * @param reference {@code env:NAME}, {@code file:PATH} or plain text
   * @throws io.temporal.failure.ApplicationFailure of type NOT_LISTED if the referenced value is
   *     missing
   */
  public String resolve(String reference) {
    if (reference.startsWith("env:")) {
      return fromEnvironment(reference.substring("env:".length()));
    }
    return reference.startsWith("file:")
        ? fromFile(Path.of(reference.substring("file:".length())))
        : reference;
  }

  private String fromEnvironment(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "environment variable \"" + name + "\" is not set on this worker",
          "set it where the worker is started, then retry");
    }
    return value;
  }

  private static String fromFile(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "secret file \"" + file + "\" cannot be read on this worker",
          "create it readable for the worker's user, then retry");
    }
  }
}
