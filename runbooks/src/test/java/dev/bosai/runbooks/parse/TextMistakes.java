package dev.bosai.runbooks.parse;

import static dev.bosai.runbooks.parse.SpotMistakes.any;
import static dev.bosai.runbooks.parse.SpotMistakes.lineAt;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/** Mistakes with a file as text, whatever it says. */
final class TextMistakes {
  /** Steps that are safe in no runbook when they come first. */
  private static final List<String> TOO_EARLY =
      List.of("promote", "repoint", "preserve", "measure", "restore", "switch", "settle", "choose");

  private static final List<BiFunction<GoodFile, Random, Optional<Mistake>>> MAKERS =
      List.of(
          TextMistakes::tab,
          TextMistakes::indentation,
          TextMistakes::control,
          TextMistakes::mark,
          TextMistakes::longLine,
          TextMistakes::many,
          TextMistakes::deep,
          TextMistakes::anchor,
          TextMistakes::alias,
          TextMistakes::laughs,
          TextMistakes::tag,
          TextMistakes::merge,
          TextMistakes::documents,
          TextMistakes::header,
          TextMistakes::quote,
          TextMistakes::tooEarly,
          TextMistakes::order,
          TextMistakes::fallback);

  /** How many kinds of mistake there are. */
  static final int KINDS = MAKERS.size();

  private TextMistakes() {}

  /** Makes a mistake of a random kind, if this file has a place for it. */
  static Optional<Mistake> make(GoodFile file, Random chance) {
    return any(MAKERS, chance).apply(file, chance);
  }

  private static Optional<Mistake> tab(GoodFile file, Random chance) {
    int line = indented(file, chance);
    String yaml = file.yaml().substring(0, line) + "\t" + file.yaml().substring(line);
    return Optional.of(Mistake.perhaps("a tab", yaml));
  }

  private static Optional<Mistake> indentation(GoodFile file, Random chance) {
    int line = indented(file, chance);
    boolean more = chance.nextBoolean();
    String yaml = file.yaml().substring(0, line) + (more ? " " : "");
    return Optional.of(
        Mistake.perhaps(
            "a wrong indentation", yaml + file.yaml().substring(line + (more ? 0 : 1))));
  }

  /** Returns where a random indented line begins. */
  private static int indented(GoodFile file, Random chance) {
    int from = file.yaml().indexOf("\n ", chance.nextInt(file.yaml().lastIndexOf("\n ") + 1));
    return from + 1;
  }

  private static Optional<Mistake> control(GoodFile file, Random chance) {
    int at = chance.nextInt(file.yaml().length());
    String letter =
        any(List.of("\u0000", "\u0007", "\u001b[2J", "\u007f", "\u0090", "\uFFFF"), chance);
    String yaml = file.yaml().substring(0, at) + letter + file.yaml().substring(at);
    return Optional.of(
        Mistake.refused("a control character", yaml, "not YAML", lineAt(file.yaml(), at)));
  }

  private static Optional<Mistake> mark(GoodFile file, Random chance) {
    return Optional.of(Mistake.perhaps("a byte order mark", "\uFEFF" + file.yaml()));
  }

  private static Optional<Mistake> longLine(GoodFile file, Random chance) {
    int most = any(List.of(1_000, 100_000, 400_000), chance);
    String line = any(List.of("# %s\n", "%s\n", "%s: 1\n", "- %s\n", "\"%s\n"), chance);
    String yaml = file.yaml() + line.formatted("x".repeat(most));
    return Optional.of(Mistake.perhaps("a line of " + most + " characters", yaml));
  }

  private static Optional<Mistake> many(GoodFile file, Random chance) {
    boolean same = chance.nextBoolean();
    StringBuilder yaml = new StringBuilder(file.yaml());
    for (int number = 0; number < 4_000; number++) {
      yaml.append(same ? "k: 1\n" : "k" + number + ": 1\n");
    }
    return Optional.of(Mistake.refused("many keys", yaml.toString(), "unknown key \"k", 0));
  }

  private static Optional<Mistake> deep(GoodFile file, Random chance) {
    String open = any(List.of("[", "{a: ", "- ", "? "), chance);
    String yaml = file.yaml() + "deep: \n  " + open.repeat(any(List.of(50, 5_000, 50_000), chance));
    return Optional.of(Mistake.refused("deep nesting with " + open, yaml, "", 0));
  }

  private static Optional<Mistake> anchor(GoodFile file, Random chance) {
    Spot spot = any(file.spots(), chance);
    int at = spot.begin();
    String yaml = file.yaml().substring(0, at) + "&a " + file.yaml().substring(at);
    return Optional.of(Mistake.perhaps("an anchor", yaml));
  }

  private static Optional<Mistake> alias(GoodFile file, Random chance) {
    Spot spot = any(file.spots(), chance);
    String yaml = spot.with(file.yaml(), "*a");
    return Optional.of(Mistake.refused("an alias without an anchor", yaml, "", 0));
  }

  private static Optional<Mistake> laughs(GoodFile file, Random chance) {
    StringBuilder yaml = new StringBuilder(file.yaml()).append("l0: &l0 [ha, ha]\n");
    for (int level = 1; level < 30; level++) {
      String above = "*l" + (level - 1);
      yaml.append("l%d: &l%d [%s, %s]\n".formatted(level, level, above, above));
    }
    return Optional.of(
        Mistake.refused("a billion laughs", yaml.toString(), "aliases are not read here", 0));
  }

  private static Optional<Mistake> tag(GoodFile file, Random chance) {
    Spot spot = any(file.spots().stream().filter(TextMistakes::isOneLine).toList(), chance);
    String tag =
        any(List.of("!!python/object:os.system ", "!x ", "!!binary ", "!<tag:a> "), chance);
    int at = spot.begin();
    String yaml = file.yaml().substring(0, at) + tag + file.yaml().substring(at);
    return Optional.of(
        Mistake.refused("a tag", yaml, "tags are not read here", lineAt(file.yaml(), at)));
  }

  /** Before the first item of a block a tag is no YAML. */
  private static boolean isOneLine(Spot spot) {
    return spot.node().getStartMark().orElseThrow().getLine()
        == spot.node().getEndMark().orElseThrow().getLine();
  }

  private static Optional<Mistake> merge(GoodFile file, Random chance) {
    String yaml = file.yaml() + "<<: {system: other, runbook: other}\n";
    return Optional.of(
        Mistake.refused(
            "a merge key", yaml, "unknown key \"<<\"", lineAt(yaml, yaml.length() - 1)));
  }

  private static Optional<Mistake> documents(GoodFile file, Random chance) {
    String more = any(List.of("---\n", "---\na: b\n", "...\n---\n" + file.yaml()), chance);
    return Optional.of(
        Mistake.refused("more documents", file.yaml() + more, "more than one document", 0));
  }

  private static Optional<Mistake> header(GoodFile file, Random chance) {
    String head =
        any(
            List.of("%YAML 1.2\n---\n", "%YAML 9.9\n---\n", "%TAG ! x\n---\n", "%X\n", "---\n"),
            chance);
    return Optional.of(Mistake.perhaps("a header", head + file.yaml()));
  }

  private static Optional<Mistake> quote(GoodFile file, Random chance) {
    String yaml =
        file.yaml() + any(List.of("\"open", "'open", "{", "[a, ", "}", "x: \"\\q\"\n"), chance);
    return Optional.of(Mistake.refused("a quote or bracket too many", yaml, "", 0));
  }

  private static Optional<Mistake> tooEarly(GoodFile file, Random chance) {
    String kind = any(TOO_EARLY, chance);
    String step = "\nsteps:\n  - " + kind + ": {database: main, id: early}";
    String yaml = file.yaml().replaceFirst("\nsteps:", step);
    int line = lineAt(file.yaml(), Math.max(0, file.yaml().indexOf("\nsteps:"))) + 2;
    return onlyRunbook(file, Mistake.refused("a step too early", yaml, "\"" + kind + "\"", line));
  }

  /** What follows "fence" is promoted, switched or wrong without it. */
  private static Optional<Mistake> order(GoodFile file, Random chance) {
    String needed = any(List.of("assess", "fence", "aim", "restore", "open", "preserve"), chance);
    String step = "\n( *- )" + needed + ": [^\n]*";
    String yaml = file.yaml().replaceFirst(step, "\n$1wait: {duration: 1s}");
    return yaml.equals(file.yaml())
        ? Optional.empty()
        : Optional.of(Mistake.refused("a step left out", yaml, "no sure \"" + needed + "\"", 0));
  }

  private static Optional<Mistake> fallback(GoodFile file, Random chance) {
    String from = any(List.of("duration, default: 90s", "service, default: api"), chance);
    int at = file.yaml().indexOf(from);
    String yaml = file.yaml().replace(from, from.replaceFirst(": .*", ": nope"));
    return at < 0
        ? Optional.empty()
        : Optional.of(Mistake.refused("a wrong default", yaml, "\"nope\"", 0));
  }

  private static Optional<Mistake> onlyRunbook(GoodFile file, Mistake mistake) {
    return file.runbook() ? Optional.of(mistake) : Optional.empty();
  }
}
