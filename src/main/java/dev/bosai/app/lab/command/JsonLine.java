package dev.bosai.app.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.bosai.workflows.Payloads;
import java.io.UncheckedIOException;

/** Writes a record as one line of JSON. */
final class JsonLine {
  private JsonLine() {}

  static String of(Object value) {
    try {
      return Payloads.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
