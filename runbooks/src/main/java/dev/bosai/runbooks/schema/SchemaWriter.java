package dev.bosai.runbooks.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import java.util.List;
import java.util.Map;

/** Writes one shape as JSON Schema. */
final class SchemaWriter implements ShapeVisitor<ObjectNode> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final ObjectNode definitions = JSON.objectNode();

  /** Returns what named shapes refer to, as met so far. */
  ObjectNode definitions() {
    return definitions;
  }

  @Override
  public ObjectNode text(Shape.Text shape) {
    ObjectNode schema = type("string");
    return shape.kind().schemaPattern().isEmpty()
        ? schema
        : schema.put("pattern", shape.kind().schemaPattern());
  }

  @Override
  public ObjectNode time(Shape.Time shape) {
    ObjectNode schema = type("string").put("pattern", "^" + Durations.PATTERN + "$");
    if (!shape.zeroAllowed()) {
      schema.set("not", JSON.objectNode().put("pattern", "^(0+(d|h|m|s|ms))+$"));
    }
    return schema;
  }

  @Override
  public ObjectNode count(Shape.Count shape) {
    return type("integer").put("minimum", shape.least()).put("maximum", shape.most());
  }

  @Override
  public ObjectNode flag(Shape.Flag shape) {
    return type("boolean");
  }

  @Override
  public ObjectNode words(Shape.Words shape) {
    ObjectNode schema = JSON.objectNode();
    schema.set("enum", texts(shape.words()));
    return schema;
  }

  @Override
  public ObjectNode sequence(Shape.Sequence shape) {
    ObjectNode schema = type("array");
    schema.set("items", shape.item().accept(this));
    return schema.put("minItems", shape.atLeast());
  }

  @Override
  public ObjectNode named(Shape.Named shape) {
    ObjectNode schema = type("object");
    schema.set("propertyNames", new Shape.Text(shape.names()).accept(this));
    schema.set("additionalProperties", shape.value().accept(this));
    return schema.put("minProperties", shape.atLeast());
  }

  @Override
  public ObjectNode fields(Shape.Fields shape) {
    List<String> required = shape.keys().stream().filter(Key::required).map(Key::name).toList();
    ObjectNode schema = JSON.objectNode();
    if (required.isEmpty()) {
      schema.set("type", texts(List.of("object", "null")));
    } else {
      schema.put("type", "object");
      schema.set("required", texts(required));
    }
    schema.set("properties", properties(shape.keys()));
    return schema.put("additionalProperties", false);
  }

  @Override
  public ObjectNode kinds(Shape.Kinds shape) {
    ArrayNode choices = JSON.arrayNode();
    shape.kinds().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(kind -> choices.add(kind(kind.getKey(), kind.getValue())));
    ObjectNode schema = JSON.objectNode();
    schema.set("oneOf", choices);
    return schema;
  }

  @Override
  public ObjectNode oneOf(Shape.OneOf shape) {
    ObjectNode properties = JSON.objectNode();
    shape.choices().forEach((word, choice) -> properties.set(word, choice.accept(this)));
    ObjectNode schema = type("object");
    schema.set("properties", properties);
    return schema
        .put("additionalProperties", false)
        .put("minProperties", 1)
        .put("maxProperties", 1);
  }

  @Override
  public ObjectNode either(Shape.Either shape) {
    ArrayNode options = JSON.arrayNode();
    shape.options().forEach(option -> options.add(option.accept(this)));
    ObjectNode schema = JSON.objectNode();
    schema.set("anyOf", options);
    return schema;
  }

  @Override
  public ObjectNode ref(Shape.Ref shape) {
    if (!definitions.has(shape.name())) {
      // Taken before it is written, since a step may contain steps.
      definitions.putObject(shape.name());
      definitions.set(shape.name(), shape.target().get().accept(this));
    }
    return JSON.objectNode().put("$ref", "#/$defs/" + shape.name());
  }

  private ObjectNode kind(String word, Shape.Fields shape) {
    ObjectNode schema = fields(shape);
    schema.withObjectProperty("properties").putObject("kind").put("const", word);
    schema.withArrayProperty("required").add("kind");
    return schema;
  }

  private ObjectNode properties(List<Key> keys) {
    ObjectNode properties = JSON.objectNode();
    for (Key key : keys) {
      ObjectNode schema = key.shape().accept(this).put("description", key.doc());
      if (key.fallback() != null) {
        putDefault(schema, key.shape(), key.fallback());
      }
      properties.set(key.name(), schema);
    }
    return properties;
  }

  private static void putDefault(ObjectNode schema, Shape shape, String fallback) {
    if (shape instanceof Shape.Count) {
      schema.put("default", Integer.parseInt(fallback));
    } else if (shape instanceof Shape.Flag) {
      schema.put("default", Boolean.parseBoolean(fallback));
    } else {
      schema.put("default", fallback);
    }
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
