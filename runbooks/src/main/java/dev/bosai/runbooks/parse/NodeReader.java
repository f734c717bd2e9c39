package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import dev.bosai.runbooks.shape.TextKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one node as whatever shape it is asked for. */
final class NodeReader implements ShapeVisitor<Found> {
  private final ShapeReader reader;
  private final Node node;
  private final String what;

  NodeReader(ShapeReader reader, Node node, String what) {
    this.reader = reader;
    this.node = node;
    this.what = what;
  }

  @Override
  public Found text(Shape.Text shape) {
    TextKind kind = shape.kind();
    return scalar(kind.words(), shape)
        .filter(text -> isText(text, kind))
        .map(text -> text.getValue())
        .map(text -> kind.accepts(text) ? found(text) : refuse(text, shape))
        .orElseGet(() -> harmless(shape));
  }

  @Override
  public Found time(Shape.Time shape) {
    String expected = "a duration such as \"30m\"";
    String hint = "write a number and a unit: \"200ms\", \"90s\", \"2h30m\"";
    Optional<ScalarNode> scalar = scalar(expected, shape);
    Optional<Duration> time = scalar.flatMap(text -> Durations.parse(text.getValue()));
    if (scalar.isPresent() && time.isEmpty()) {
      return wrong(shape, expected, hint);
    }
    if (time.isPresent() && time.get().isZero() && !shape.zeroAllowed()) {
      return wrong(shape, "a duration above zero", hint);
    }
    return time.map(this::found).orElseGet(() -> harmless(shape));
  }

  @Override
  public Found count(Shape.Count shape) {
    String expected = "a whole number from " + shape.least() + " to " + shape.most();
    Optional<String> text = scalar(expected, shape).map(ScalarNode::getValue);
    if (text.isEmpty()) {
      return harmless(shape);
    }
    boolean number = text.get().matches("[0-9]{1,9}");
    int value = number ? Integer.parseInt(text.get()) : -1;
    boolean inRange = number && value >= shape.least() && value <= shape.most();
    return inRange ? found(value) : wrong(shape, expected, "write it without quotes and units");
  }

  @Override
  public Found flag(Shape.Flag shape) {
    String expected = "true or false";
    Optional<String> text = scalar(expected, shape).map(ScalarNode::getValue);
    if (text.isPresent() && !text.get().matches("true|false")) {
      return wrong(shape, expected, "write \"true\" or \"false\" without quotes");
    }
    return text.map(value -> found(value.equals("true"))).orElseGet(() -> harmless(shape));
  }

  @Override
  public Found words(Shape.Words shape) {
    String expected = "one of " + Nearest.quoted(shape.words());
    Optional<String> text = scalar(expected, shape).map(ScalarNode::getValue);
    if (text.isEmpty() || shape.words().contains(text.get())) {
      return text.map(this::found).orElseGet(() -> harmless(shape));
    }
    String word = text.get().replaceFirst(":.*", "");
    if (shape.later().contains(word)) {
      reader.notYet(place(), word, shape.words());
      return harmless(shape);
    }
    return wrong(shape, expected, Nearest.hint(text.get(), shape.words()));
  }

  @Override
  public Found sequence(Shape.Sequence shape) {
    if (!(node instanceof SequenceNode list)) {
      return wrong(shape, "a list", "write each item on its own line after \"- \", or in [ ]");
    }
    if (list.getValue().size() < shape.atLeast()) {
      String found = what + " has " + list.getValue().size() + " items, expected at least ";
      reader.problem(place(), found + shape.atLeast(), "add what is missing");
    }
    List<Found> items = new ArrayList<>();
    list.getValue()
        .forEach(item -> items.add(reader.read(item, shape.item(), "an item of " + what)));
    return found(new Found.Items(Collections.unmodifiableList(items)));
  }

  @Override
  public Found named(Shape.Named shape) {
    if (!(node instanceof MappingNode map)) {
      return wrong(shape, "names with values", "write \"name: {…}\" on a line of its own");
    }
    Map<String, Node> values = reader.byKey(map);
    if (values.size() < shape.atLeast()) {
      String found = what + " has " + values.size() + " entries, expected at least ";
      reader.problem(place(), found + shape.atLeast(), "add what is missing");
    }
    Map<String, Found> entries = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          reader.checkName(map, name, shape.names());
          entries.put(name, reader.read(value, shape.value(), ShapeReader.quoted(name)));
        });
    return found(new Found.Entries(Collections.unmodifiableMap(entries)));
  }

  @Override
  public Found fields(Shape.Fields shape) {
    if (isEmpty()) {
      return reader.fields(node, Map.of(), shape);
    }
    List<String> names = shape.keys().stream().map(Key::name).toList();
    if (!(node instanceof MappingNode map)) {
      return wrong(shape, "keys and values", "known keys are " + Nearest.quoted(names));
    }
    reader.refuseUnknown(map, names, shape.later());
    return reader.fields(node, reader.byKey(map), shape);
  }

  @Override
  public Found kinds(Shape.Kinds shape) {
    List<String> words = shape.kinds().keySet().stream().sorted().toList();
    if (!(node instanceof MappingNode map)) {
      return wrong(shape, "a map with the key \"kind\"", "kinds are " + Nearest.quoted(words));
    }
    Map<String, Node> values = reader.byKey(map);
    Node kind = values.get("kind");
    if (kind == null) {
      reader.problem(place(), "\"kind\" is missing", "add one of " + Nearest.quoted(words));
      reader.refuseUnknown(map, keysOfAny(shape), shape.later());
      return harmless(shape);
    }
    Shape.Words known = new Shape.Words(words, shape.later());
    if (!(kind instanceof ScalarNode word) || !shape.kinds().containsKey(word.getValue())) {
      reader.read(kind, known, "\"kind\"");
      return harmless(shape);
    }
    Shape.Fields fields = withKind(shape.kinds().get(word.getValue()), known);
    return reader.read(node, fields, what);
  }

  @Override
  public Found oneOf(Shape.OneOf shape) {
    List<String> words = List.copyOf(shape.choices().keySet());
    if (!(node instanceof MappingNode map)) {
      return wrong(shape, "a map with one key", "known are " + Nearest.quoted(words));
    }
    reader.refuseUnknown(map, words, shape.later());
    Map<String, Node> values = reader.byKey(map);
    if (values.size() != 1) {
      String found = what + " has " + values.size() + " keys, expected exactly one";
      reader.problem(place(), found, "indent what belongs to it below its kind, or in { }");
    }
    Map<String, Found> entries = new LinkedHashMap<>();
    values.forEach(
        (word, value) ->
            Optional.ofNullable(shape.choices().get(word))
                .ifPresent(
                    choice -> entries.put(word, reader.read(value, choice, "\"" + word + "\""))));
    return found(new Found.Entries(Collections.unmodifiableMap(entries)));
  }

  @Override
  public Found either(Shape.Either shape) {
    return shape.options().stream()
        .filter(option -> option.accept(Forms.OF).contains(node.getNodeType()))
        .findFirst()
        .orElse(shape.options().get(0))
        .accept(this);
  }

  @Override
  public Found ref(Shape.Ref shape) {
    return shape.target().get().accept(this);
  }

  private static List<String> keysOfAny(Shape.Kinds shape) {
    Stream<String> own =
        shape.kinds().values().stream().flatMap(kind -> kind.keys().stream()).map(Key::name);
    return Stream.concat(Stream.of("kind"), own).distinct().toList();
  }

  private static Shape.Fields withKind(Shape.Fields fields, Shape known) {
    List<Key> keys = new ArrayList<>(fields.keys());
    keys.add(Key.required("kind", known, "the kind"));
    return new Shape.Fields(keys, fields.later());
  }

  private Optional<ScalarNode> scalar(String expected, Shape shape) {
    if (node instanceof ScalarNode scalar && !isEmpty()) {
      return Optional.of(scalar);
    }
    wrong(shape, expected, isEmpty() ? "write a value after the colon" : "write one value here");
    return Optional.empty();
  }

  private boolean isText(ScalarNode text, TextKind kind) {
    if (Tag.STR.equals(text.getTag())) {
      return true;
    }
    reader.problem(
        place(),
        what + " is " + shown(text, kind) + " without quotes, expected " + kind.words(),
        isSecret(kind) ? kind.hint() : "put it in quotes: " + ShapeReader.quoted(text.getValue()));
    return false;
  }

  private static String shown(ScalarNode text, TextKind kind) {
    return isSecret(kind) ? "a value" : Scalars.shortened(text.getValue());
  }

  /** What was written where a secret may have been is never shown. */
  private static boolean isSecret(TextKind kind) {
    return kind == TextKind.SECRET || kind == TextKind.URL;
  }

  private boolean isEmpty() {
    return Tag.NULL.equals(node.getTag());
  }

  private Found refuse(String text, Shape.Text shape) {
    TextKind kind = shape.kind();
    String found =
        isSecret(kind)
            ? what + " is not "
            : what + " is \"" + Scalars.shortened(text) + "\", expected ";
    reader.problem(place(), found + kind.words(), kind.hint());
    return harmless(shape);
  }

  private Found wrong(Shape shape, String expected, String hint) {
    reader.problem(place(), what + " is " + shown() + ", expected " + expected, hint);
    return harmless(shape);
  }

  private String shown() {
    if (node instanceof ScalarNode scalar) {
      return isEmpty() ? "empty" : "\"" + Scalars.shortened(scalar.getValue()) + "\"";
    }
    return node instanceof SequenceNode ? "a list" : "a map";
  }

  private Place place() {
    return reader.place(node);
  }

  private Found found(Object value) {
    return new Found(place(), value);
  }

  private Found harmless(Shape shape) {
    return new Found(place(), shape.accept(Harmless.VALUES));
  }
}
