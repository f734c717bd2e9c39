package dev.bosai.runbooks.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bosai.runbooks.shape.RunbookShape;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.SystemShape;

/** Writes the JSON Schemas (2020-12) out of the declarations that the parsers read with. */
public final class JsonSchemas {
  private JsonSchemas() {}

  /** Returns the schema of a runbook, with a line end after the last line. */
  public static String runbook() {
    return schema("Bosai runbook", RunbookShape.FILE);
  }

  /** Returns the schema of a system file, with a line end after the last line. */
  public static String systemFile() {
    return schema("Bosai system file", SystemShape.FILE);
  }

  private static String schema(String title, Shape file) {
    SchemaWriter writer = new SchemaWriter();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", title);
    root.setAll(file.accept(writer));
    if (!writer.definitions().isEmpty()) {
      root.set("$defs", writer.definitions());
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException error) {
      throw new IllegalStateException("a tree of JSON nodes can be written", error);
    }
  }
}
