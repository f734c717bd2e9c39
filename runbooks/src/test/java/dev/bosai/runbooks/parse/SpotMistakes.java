package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.TextKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Mistakes with one key or one value, which the declared shape shows to be mistakes. */
final class SpotMistakes {
  private static final List<String> DURATIONS =
      List.of("10", "-5m", "1y", "10 minutes", "1m1h", "99999999h", "1.5h", "PT5M", "５m", "∞");
  private static final List<String> COUNTS =
      List.of("99999999999999999999", "-1", "1e3", "0x10", "1.5", "\"７\"", "1_000", "many", ".inf");
  private static final List<String> FLAGS = List.of("yes", "on", "1", "TRUE", "\"\"", "wahr");
  private static final List<String> NO_TEXTS = List.of("7", "true", "null", "1.5", "1e999");
  private static final List<String> NO_NAMES =
      List.of(
          "東京", "a b", "\"\"", "-x", "\"a\\u0000\"", "\"\\e[31mred\"", "ü", "a/b", "n".repeat(64));

  /** Where the system file is searched for what a value names. */
  private static final Set<String> REFERENCES = Set.of("site", "from", "tiers");

  private SpotMistakes() {}

  private record Maker(
      String what, Predicate<Spot> fits, BiFunction<Chosen, Random, Mistake> make) {}

  /** A spot of a file. */
  private record Chosen(GoodFile file, Spot spot) {
    String key() {
      return spot.key();
    }

    Mistake value(String what, String value) {
      return Mistake.refused(what, spot.with(file.yaml(), value), key(), valueLine());
    }

    Mistake key(String what, String other, String said) {
      String yaml = spot.withKey(file.yaml(), other);
      return Mistake.refused(what, yaml, said, spot.line(file.yaml()));
    }

    private int valueLine() {
      return lineAt(file.yaml(), spot.begin());
    }
  }

  private static final List<Maker> MAKERS =
      List.of(
          new Maker("a typo in a key", Spot::isDeclared, SpotMistakes::typo),
          new Maker(
              "a missing key", spot -> spot.role() == Spot.Role.REQUIRED, SpotMistakes::missing),
          new Maker(
              "a key that stands twice",
              spot -> spot.role() != Spot.Role.ITEM,
              SpotMistakes::twice),
          new Maker("a wrong name", spot -> spot.role() == Spot.Role.NAME, SpotMistakes::name),
          new Maker("a value of another form", spot -> true, SpotMistakes::form),
          new Maker("an empty list or map", SpotMistakes::needsSome, SpotMistakes::empty),
          of("a wrong duration", Shape.Time.class, DURATIONS),
          of("a wrong number", Shape.Count.class, COUNTS),
          of("neither true nor false", Shape.Flag.class, FLAGS),
          of("an unknown word", Shape.Words.class, List.of("wrod", "L9", "\"\"", "東京")),
          of("a value that is no text", Shape.Text.class, NO_TEXTS),
          new Maker("a wrong text", SpotMistakes::isParticular, SpotMistakes::text),
          new Maker("an unknown reference", SpotMistakes::isReference, SpotMistakes::reference),
          new Maker("an unknown input", spot -> isText(spot, "${"), SpotMistakes::input),
          new Maker("a mistake in brackets", SpotMistakes::isBracketed, SpotMistakes::cut));

  /** How many kinds of mistake there are. */
  static final int KINDS = MAKERS.size();

  /** Makes a mistake of a random kind, if this file has a place for it. */
  static Optional<Mistake> make(GoodFile file, Random chance) {
    Maker maker = any(MAKERS, chance);
    List<Spot> spots = file.spots().stream().filter(maker.fits()).toList();
    return spots.isEmpty()
        ? Optional.empty()
        : Optional.of(maker.make().apply(new Chosen(file, any(spots, chance)), chance));
  }

  /** Returns some values that can be made wrong together, the last of the file first. */
  static List<Spot> apart(GoodFile file, Random chance) {
    List<Spot> spots = new ArrayList<>(file.spots());
    spots.removeIf(spot -> !isScalar(spot.written()) || spot.role() == Spot.Role.ITEM);
    // Without its kind nobody can say what else is wrong with a map.
    spots.removeIf(spot -> spot.key().equals("kind"));
    Collections.shuffle(spots, chance);
    return spots.stream().limit(3).sorted(Comparator.comparingInt(Spot::begin).reversed()).toList();
  }

  private static boolean isScalar(Shape shape) {
    return shape instanceof Shape.Time
        || shape instanceof Shape.Words
        || shape instanceof Shape.Count;
  }

  private static Maker of(String what, Class<? extends Shape> shape, List<String> values) {
    return new Maker(
        what,
        spot -> shape.isInstance(spot.shape()),
        (chosen, chance) -> chosen.value(what, any(values, chance)));
  }

  private static Mistake typo(Chosen chosen, Random chance) {
    StringBuilder typo = new StringBuilder(chosen.key());
    int at = chance.nextInt(typo.length());
    switch (chance.nextInt(3)) {
      case 0 -> typo.insert(at, "x");
      case 1 -> typo.setCharAt(at, 'ö');
      default -> typo.append(typo.charAt(at));
    }
    return chosen.key("a typo in a key", typo.toString(), typo.toString());
  }

  private static Mistake missing(Chosen chosen, Random chance) {
    String yaml = chosen.file().yaml();
    int from = chosen.spot().from();
    int to = chosen.spot().end(yaml);
    // In brackets the comma goes with it.
    int comma = yaml.startsWith(", ", to) ? 2 : 0;
    String rest = yaml.substring(0, from) + yaml.substring(to + comma);
    return Mistake.refused("a missing key", rest, "\"" + chosen.key() + "\" is missing", 0);
  }

  private static Mistake twice(Chosen chosen, Random chance) {
    String yaml = chosen.file().yaml();
    Spot spot = chosen.spot();
    int to = spot.end(yaml);
    String tuple = yaml.substring(spot.from(), to);
    int column = spot.from() - (yaml.lastIndexOf('\n', spot.from() - 1) + 1);
    boolean brackets = inBrackets(yaml, spot.from());
    String between = brackets ? ", " : "\n" + " ".repeat(column);
    String text = yaml.substring(0, to) + between + tuple + yaml.substring(to);
    int line = lineAt(text, to + between.length());
    return Mistake.refused(
        "a key that stands twice", text, "\"" + chosen.key() + "\" stands", line);
  }

  private static Mistake name(Chosen chosen, Random chance) {
    return chosen.key("a wrong name", any(NO_NAMES, chance), "expected a name");
  }

  private static Mistake form(Chosen chosen, Random chance) {
    Set<NodeType> forms = chosen.spot().forms();
    String other =
        !forms.contains(NodeType.SEQUENCE)
            ? "[[x]]"
            : forms.contains(NodeType.SCALAR) ? "{x: {}}" : "x";
    return chosen.value("a value of another form", other);
  }

  private static boolean needsSome(Spot spot) {
    return (spot.shape() instanceof Shape.Sequence list && list.atLeast() > 0)
        || (spot.shape() instanceof Shape.Named names && names.atLeast() > 0);
  }

  private static Mistake empty(Chosen chosen, Random chance) {
    boolean list = chosen.spot().shape() instanceof Shape.Sequence;
    return chosen.value("an empty list or map", list ? "[]" : "{}");
  }

  private static boolean isParticular(Spot spot) {
    return spot.shape() instanceof Shape.Text text && text.kind() != TextKind.ANY;
  }

  private static Mistake text(Chosen chosen, Random chance) {
    TextKind kind = ((Shape.Text) chosen.spot().shape()).kind();
    return chosen.value("a wrong text", any(wrong(kind), chance));
  }

  private static List<String> wrong(TextKind kind) {
    return switch (kind) {
      case ANY -> List.of();
      case LINE -> List.of("\"two\\nlines\"", "\"\"", "x".repeat(201), "東".repeat(2_000));
      case NAME, KEBAB, REFERENCE -> NO_NAMES;
      case PATH -> List.of("srv/x", "\"/a\\u0001\"", "~/x", "\"\"", "\"env:PATH\"");
      case ADDRESS ->
          List.of("a", "\"a:0\"", "\"a:123456\"", "\"a:b\"", "\"http://a:1\"", "\"東京:1\"");
      case HOST -> List.of("\"http://a\"", "a b", "\"\"", "東京");
      case URL ->
          List.of("\"ftp://a\"", "\"http://me:hunter2@a/\"", "\"http://\"", "\"env:1\"", "a");
      case SECRET -> List.of("hunter2", "\"env:\"", "\"file:x\"", "\"vault:a\"");
      case TABLE -> List.of("probe", "Bosai.probe", "\"a.b; drop table c\"", "\"\"");
      case SSH_KEY -> List.of("AAAA", "ssh-ed25519", "\"ssh-ed25519 AAAA\"", "\"ssh-dss AAAA x\"");
    };
  }

  private static boolean isReference(Spot spot) {
    return isKind(spot, TextKind.REFERENCE) || REFERENCES.contains(spot.key());
  }

  private static Mistake reference(Chosen chosen, Random chance) {
    Spot spot = chosen.spot();
    String yaml = spot.shape() instanceof Shape.Text ? spot.with(chosen.file().yaml(), "mian") : "";
    return yaml.isEmpty()
        ? form(chosen, chance)
        : Mistake.refused("an unknown reference", yaml, "\"mian\"", 0);
  }

  private static Mistake input(Chosen chosen, Random chance) {
    return Mistake.refused(
        "an unknown input",
        chosen.spot().with(chosen.file().yaml(), "\"${typo}\""),
        "unknown input \"${typo}\"",
        0);
  }

  private static boolean isBracketed(Spot spot) {
    return spot.node() instanceof CollectionNode<?> many && many.getFlowStyle() == FlowStyle.FLOW;
  }

  /**
   * Within brackets a file that ends is never whole; elsewhere fewer steps may be a runbook, too.
   */
  private static Mistake cut(Chosen chosen, Random chance) {
    Spot spot = chosen.spot();
    int end = spot.end(chosen.file().yaml());
    int at = spot.begin() + 1 + chance.nextInt(end - spot.begin() - 1);
    return Mistake.refused(
        "a file cut off", chosen.file().yaml().substring(0, at), "this is not YAML", 0);
  }

  private static boolean isText(Spot spot, String part) {
    return spot.node() instanceof ScalarNode text
        && spot.shape() instanceof Shape.Text
        && text.getValue().contains(part);
  }

  private static boolean isKind(Spot spot, TextKind kind) {
    return spot.shape() instanceof Shape.Text text && text.kind() == kind;
  }

  private static boolean inBrackets(String yaml, int at) {
    String line = yaml.substring(yaml.lastIndexOf('\n', at - 1) + 1, at);
    return line.contains("{") || line.contains("[");
  }

  static int lineAt(String yaml, int at) {
    return 1 + (int) yaml.substring(0, at).chars().filter(letter -> letter == '\n').count();
  }

  static <T> T any(List<T> choices, Random chance) {
    return choices.get(chance.nextInt(choices.size()));
  }
}
