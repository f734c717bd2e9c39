package dev.bosai.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the stack traces of our bugs out of people's sight, but not out of reach. */
final class ErrorLog {
  private final Surroundings surroundings;

  ErrorLog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Writes the trace and returns where; the trace itself where no file can be written. */
  String write(Exception error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file =
          Files.createTempFile("bosai-error-" + surroundings.clock().millis() + "-", ".log");
      return "\"" + Files.writeString(file, trace.toString()) + "\"";
    } catch (IOException unwritable) {
      return "the next lines, since no file could be written ("
          + unwritable.getMessage()
          + ")\n"
          + trace;
    }
  }
}
