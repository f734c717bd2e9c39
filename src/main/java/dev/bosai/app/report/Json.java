package dev.bosai.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.workflows.Payloads;

/**
 * Writes documents as one line of JSON each; instants are ISO 8601 texts, unknown values are null.
 */
public final class Json {
  private final ObjectMapper mapper = Payloads.mapper();

  /** Returns the document as one line. */
  public String line(Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException error) {
      throw new IllegalStateException("cannot write " + document.getClass(), error);
    }
  }
}
