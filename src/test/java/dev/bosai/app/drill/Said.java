package dev.bosai.app.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What a command said.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
public record Said(int exit, String out, String err) {

  /** Returns the last line of standard output as JSON. */
  public JsonNode json() {
    List<String> lines = out.strip().lines().toList();
    try {
      return new ObjectMapper().readTree(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + this, e);
    }
  }
}
