package dev.bosai.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a document tells people to type. */
final class ShellBlocks {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:console|sh|bash)\\n(.*?)^```$");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:\\$ )?(?:sudo -u \\S+ )?(?:\\w+=\\S+ )*(?:\\./|/\\S*/)?bosai(?: (?<words>.*))?");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern SHELLS = Pattern.compile("[|><;&].*|#.*");

  private ShellBlocks() {}

  /**
   * A {@code bosai} command.
   *
   * @param place of its block
   * @param words after {@code bosai}
   */
  record Bosai(String place, List<String> words) {
    String[] array() {
      return words.toArray(String[]::new);
    }

    /** Returns it about another system. */
    Bosai forSystem(String file) {
      List<String> changed = new ArrayList<>(words);
      int at = changed.indexOf("--system");
      if (at >= 0) {
        changed.set(at + 1, file);
      }
      return new Bosai(place, changed);
    }

    Bosai withFiles(UnaryOperator<String> exchange) {
      return new Bosai(place, words.stream().map(exchange).toList());
    }
  }

  /** Returns a document's YAML blocks. */
  static List<String> yaml(String text) {
    return YAML.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** Returns the commands of a document's shell blocks, in order. */
  static List<Bosai> commands(String document, String text) {
    List<Bosai> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      for (String line : block.group(1).replaceAll("\\\\\\n\\s*", "").split("\n", -1)) {
        Matcher command = COMMAND.matcher(line.strip());
        if (command.matches()) {
          String words = command.group("words");
          found.add(new Bosai(document, words == null ? List.of() : words(words)));
        }
      }
    }
    return found;
  }

  /** Ends where the shell takes over: a comment, a pipe, a file. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String bare = word.group(3);
      if (bare != null && SHELLS.matcher(bare).matches()) {
        break;
      }
      words.add(bare != null ? bare : word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
