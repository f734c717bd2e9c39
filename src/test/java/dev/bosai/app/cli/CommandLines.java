package dev.bosai.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Command lines with one mistake each, and the exit code that says whose it is. */
final class CommandLines {
  private static final int USAGE = 1;
  private static final int FILE = 2;
  private static final int REFUSED = 4;

  private static final String ESCAPE = "\u001b[2Jred";
  private static final String LONG = "x".repeat(5_000);

  private static final List<String> NO_RUNS =
      List.of("a b", "@7f3k", "shop@", "../shop", "東京", "", "shop@a b", "shop@x@y", ESCAPE);
  private static final List<String> NO_INPUTS =
      List.of(
          "service",
          "=api",
          "colour=red",
          "service=",
          "service=apo",
          "service=" + ESCAPE,
          "service=${service}",
          "older-than=soon",
          "older-than=5 m",
          "older-than=-1s",
          "database=mian",
          LONG + "=1",
          "service=" + LONG,
          "@/etc/hostname");
  private static final List<String> NO_TIMES =
      List.of(
          "yesterday",
          "",
          "2026-11-23T03:14:07",
          "2026-13-45T00:00:00Z",
          "2999-01-01T00:00:00Z",
          "2026-11-23T03:14:07+99:00",
          "03:14",
          LONG);
  private static final List<String> NO_DURATIONS =
      List.of("", "30", "-30s", "soon", "1y", "99999999h", "1.5h", "３０s", ESCAPE);
  private static final List<String> BAD_SYSTEMS =
      List.of(
          "bad.yaml", "latin.yaml", "huge.yaml", "empty.yaml", "missing.yaml", "folder", "shpo");
  private static final List<String> BAD_RUNBOOKS =
      List.of(
          "bad.yaml", "latin.yaml", "huge.yaml", "empty.yaml", "unsafe.yaml", "folder", "nope", "");

  private static final List<List<String>> PLANNED =
      List.of(
          List.of("plan", "own.yaml", "--system", "shop"),
          List.of("start", "own.yaml", "--system", "shop", "--yes"),
          List.of("start", "own.yaml", "--system=shop", "--yes", "--wait", "--json"),
          List.of("runbook", "print", "own.yaml", "--system", "shop"));
  private static final List<List<String>> STARTED = PLANNED.subList(1, 3);
  private static final List<List<String>> ANSWERS =
      Arrays.stream(Choice.values())
          .map(
              choice ->
                  List.of(choice.word(), "shop", "--why", "seen", "--yes", "--system", "shop"))
          .toList();
  private static final List<List<String>> LOOKS =
      List.of(
          List.of("status", "shop", "--system", "bosai.yaml"),
          List.of("watch", "shop", "--system", "shop", "--json"),
          List.of("report", "shop", "--system", "shop"));
  private static final List<List<String>> ORDERS =
      List.of(
          List.of("backup", "take", "--system", "shop"),
          List.of("backup", "prove", "--system", "shop", "--json"),
          List.of("backup", "find", "--around", "2026-11-25T03:14:07Z", "--system", "shop"),
          List.of("mark", "before-deploy", "--system", "shop"));
  private static final List<List<String>> RUNS = joined(List.of(ANSWERS, LOOKS));
  private static final List<List<String>> ALL = joined(List.of(PLANNED, RUNS, ORDERS));

  private static final List<List<String>> BARE =
      List.of(
          List.of("strat"),
          List.of("backup"),
          List.of("backup", "tkae"),
          List.of("runbook"),
          List.of("plan"));

  private static final List<Function<Random, Line>> MAKERS =
      List.of(
          chance -> more(ALL, chance, "--colour"),
          chance -> more(ALL, chance, "--system"),
          chance -> more(ALL, chance, "--system", "shop"),
          chance -> more(ALL, chance, "extra"),
          CommandLines::typo,
          chance -> with(RUNS, chance, 1, any(NO_RUNS, chance), USAGE),
          chance -> more(PLANNED, chance, "--input", any(NO_INPUTS, chance)),
          chance -> more(PLANNED, chance, "--input", "service=api", "--input", "service=api"),
          chance -> more(STARTED, chance, "--accept-loss", any(NO_DURATIONS, chance)),
          chance -> more(STARTED, chance, "--incident-began", any(NO_TIMES, chance)),
          chance -> more(STARTED, chance, "--reason", any(List.of(LONG, ESCAPE, "a\nb"), chance)),
          chance ->
              more(joined(List.of(STARTED, ANSWERS, ORDERS)), chance, "--who", nobody(chance)),
          chance -> with(ANSWERS, chance, 3, any(List.of(LONG, ESCAPE, "a\nb"), chance), USAGE),
          chance -> unsaid(chance),
          chance -> with(STARTED.subList(1, 2), chance, 4, "--wait=soon", USAGE),
          chance -> more(LOOKS.subList(1, 2), chance, "--until", "never"),
          chance -> system(chance, any(BAD_SYSTEMS, chance), FILE),
          chance -> system(chance, "", USAGE),
          chance -> with(PLANNED.subList(0, 3), chance, 1, any(BAD_RUNBOOKS, chance), FILE),
          chance -> with(ORDERS.subList(0, 3), chance, "shop", "no-backups.yaml", REFUSED),
          chance -> with(ORDERS.subList(2, 3), chance, 3, any(NO_TIMES, chance), USAGE),
          chance -> with(ORDERS.subList(3, 4), chance, 1, any(NO_RUNS, chance), USAGE),
          chance -> new Line(any(BARE, chance), USAGE));

  private CommandLines() {}

  /**
   * A command line.
   *
   * @param code the exit code it must have
   */
  record Line(List<String> words, int code) {}

  /** Returns a random one. */
  static Line any(Random chance) {
    return any(MAKERS, chance).apply(chance);
  }

  private static Line more(List<List<String>> lines, Random chance, String... words) {
    return new Line(joined(List.of(any(lines, chance), List.of(words))), USAGE);
  }

  private static Line typo(Random chance) {
    List<String> words = new ArrayList<>(any(ALL, chance));
    words.replaceAll(word -> word.equals("--system") ? "--sytem" : word);
    words.replaceAll(word -> word.equals("--system=shop") ? "--sytem=shop" : word);
    return new Line(words, USAGE);
  }

  private static Line with(
      List<List<String>> lines, Random chance, int index, String word, int code) {
    List<String> words = new ArrayList<>(any(lines, chance));
    words.set(index, word);
    return new Line(words, code);
  }

  private static Line with(
      List<List<String>> lines, Random chance, String from, String to, int code) {
    List<String> words = new ArrayList<>(any(lines, chance));
    words.set(words.lastIndexOf(from), to);
    return new Line(words, code);
  }

  private static Line system(Random chance, String name, int code) {
    List<String> words = new ArrayList<>(any(joined(List.of(LOOKS, ORDERS, PLANNED)), chance));
    words.replaceAll(word -> word.equals("--system=shop") ? "--system=" + name : word);
    int option = words.indexOf("--system");
    if (option >= 0) {
      words.set(option + 1, name);
    }
    return new Line(words, code);
  }

  /**
   * A choice that needs a reason, without one; or one that needs a yes, where nobody can say it.
   */
  private static Line unsaid(Random chance) {
    List<Choice> choices = Arrays.stream(Choice.values()).filter(Choice::reasoned).toList();
    String word = any(choices, chance).word();
    return new Line(
        any(
            List.of(
                List.of(word, "shop", "--yes"),
                List.of(word, "shop", "--why", " ", "--yes"),
                List.of("switch", "shop", "--why", "seen"),
                List.of("start", "own.yaml", "--system", "shop")),
            chance),
        USAGE);
  }

  private static String nobody(Random chance) {
    return any(List.of("", " ", ESCAPE, LONG), chance);
  }

  private static <T> List<T> joined(List<List<T>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private static <T> T any(List<T> choices, Random chance) {
    return choices.get(chance.nextInt(choices.size()));
  }
}
