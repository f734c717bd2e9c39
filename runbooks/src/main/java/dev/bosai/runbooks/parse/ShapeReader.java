package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.TextKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a YAML tree as a declared shape and collects everything that does not fit. */
final class ShapeReader {
  private final String file;
  private final Problems problems;

  ShapeReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads one value.
   *
   * @param what names the value in messages, for example {@code "port"} in quotes
   */
  Found read(Node node, Shape shape, String what) {
    return shape.accept(new NodeReader(this, node, what));
  }

  void problem(Place place, String message, String hint) {
    problems.add(place, message, hint);
  }

  Place place(Node node) {
    return node.getStartMark().map(this::place).orElseGet(() -> new Place(file, 1, 1));
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Returns the values by key; a key that is no text or stands twice is a problem. */
  Map<String, Node> byKey(MappingNode map) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problem(place(key), "a key must be a word", "write \"key: value\"");
      } else if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
        problem(
            place(key),
            quoted(scalar.getValue()) + " stands here twice",
            "keep one of them; the first stands at line "
                + place(values.get(scalar.getValue())).line());
      }
    }
    return values;
  }

  /** Returns where a key stands, else where the map does. */
  Place placeOfKey(MappingNode map, String key) {
    return map.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(node -> node instanceof ScalarNode scalar && scalar.getValue().equals(key))
        .findFirst()
        .map(this::place)
        .orElseGet(() -> place(map));
  }

  /** Reads the declared keys and reports all others. */
  Found fields(Node node, Map<String, Node> values, Shape.Fields shape) {
    Map<String, Found> entries = new LinkedHashMap<>();
    for (Key key : shape.keys()) {
      Node value = values.get(key.name());
      Optional<Found> found =
          value == null
              ? missing(node, key)
              : Optional.of(read(value, key.shape(), "\"" + key.name() + "\""));
      found.ifPresent(present -> entries.put(key.name(), present));
    }
    return new Found(place(node), new Found.Entries(Collections.unmodifiableMap(entries)));
  }

  /** Reports keys that no shape declares. */
  void refuseUnknown(MappingNode map, List<String> known, List<String> later) {
    for (String key : byName(map)) {
      if (later.contains(key)) {
        notYet(placeOfKey(map, key), key, known);
      } else if (!known.contains(key)) {
        problem(placeOfKey(map, key), "unknown key " + quoted(key), Nearest.hint(key, known));
      }
    }
  }

  void notYet(Place place, String word, List<String> known) {
    problem(
        place,
        "\"" + word + "\" is not available yet in this version",
        known.isEmpty() ? "remove it" : "use one of " + Nearest.quoted(known));
  }

  /** Names what an author wrote. */
  static String quoted(String name) {
    return "\"" + Scalars.shortened(name) + "\"";
  }

  private static List<String> byName(MappingNode map) {
    List<String> names = new ArrayList<>();
    for (NodeTuple tuple : map.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar) {
        names.add(scalar.getValue());
      }
    }
    return names;
  }

  private Optional<Found> missing(Node node, Key key) {
    Place place = place(node);
    if (key.required()) {
      problem(place, "\"" + key.name() + "\" is missing", "add it: " + key.doc());
      return Optional.of(new Found(place, key.shape().accept(Harmless.VALUES)));
    }
    return Optional.ofNullable(key.fallback())
        .map(text -> new Found(place, Scalars.fallback(text, key.shape())));
  }

  /** Reads the name of an entry. */
  void checkName(MappingNode map, String name, TextKind kind) {
    if (!kind.accepts(name)) {
      problem(
          placeOfKey(map, name),
          quoted(name) + " cannot be a name here, expected " + kind.words(),
          kind.hint());
    }
  }
}
