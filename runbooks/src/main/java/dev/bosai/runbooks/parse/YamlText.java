package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.Place;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML into its tree with places. Size, depth and number of values are limited and aliases
 * are refused, so that a hostile file costs nothing: nested aliases can grow a tree without bound.
 */
final class YamlText {
  private static final int MAX_CHARACTERS = 256 * 1024;
  private static final int MAX_EVENTS = 12_000;
  private static final int MAX_DEPTH = 40;

  private final String file;
  private final Problems problems;

  YamlText(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Returns the tree; empty, with the reason among the problems, if there is none. */
  Optional<Node> read(String yaml) {
    if (yaml.length() > MAX_CHARACTERS) {
      String found = "the file has " + yaml.length() + " characters, expected at most ";
      problems.add(start(), found + MAX_CHARACTERS, "split it, or check that it is the right file");
      return Optional.empty();
    }
    try {
      return isPrintable(yaml) && withinLimits(yaml) ? compose(yaml) : Optional.empty();
    } catch (MarkedYamlEngineException error) {
      problems.add(
          error.getProblemMark().map(this::place).orElseGet(this::start),
          "this is not YAML: " + oneLine(error.getProblem()),
          "check indentation, quotes and brackets around this place");
    } catch (YamlEngineException error) {
      problems.add(
          start(),
          "this is not YAML: " + oneLine(String.valueOf(error.getMessage())),
          "save it as plain UTF-8 text");
    }
    return Optional.empty();
  }

  /** The reader below lets some of them pass, and cannot say where the others stand. */
  private boolean isPrintable(String yaml) {
    int at = 0;
    while (at < yaml.length() && isPrintable(yaml.codePointAt(at))) {
      at += Character.charCount(yaml.codePointAt(at));
    }
    if (at < yaml.length()) {
      problems.add(
          Utf8.end(file, yaml.substring(0, at)),
          String.format(Locale.ROOT, "this is not YAML: character U+%04X", yaml.codePointAt(at)),
          "remove it, and save the file as plain UTF-8 text");
    }
    return at == yaml.length();
  }

  private static boolean isPrintable(int character) {
    boolean control = Character.isISOControl(character) && "\t\r\n".indexOf(character) < 0;
    return !control && StreamReader.isPrintable(character);
  }

  /** Returns the place of a mark. */
  Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place start() {
    return new Place(file, 1, 1);
  }

  private Optional<Node> compose(String yaml) {
    Optional<Node> tree = new Compose(settings()).composeString(yaml);
    if (tree.isEmpty()) {
      problems.add(start(), "the file is empty", "start from one of the shipped examples");
    }
    return tree;
  }

  private boolean withinLimits(String yaml) {
    int depth = 0;
    int events = 0;
    int documents = 0;
    for (Event event : new Parse(settings()).parseString(yaml)) {
      depth += depthChange(event.getEventId());
      documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
      events++;
      String refusal = refusal(event, documents);
      if (refusal.isEmpty() && (depth > MAX_DEPTH || events > MAX_EVENTS)) {
        refusal = "the file is nested deeper or has more values than any runbook needs";
      }
      if (!refusal.isEmpty()) {
        Place place = event.getStartMark().map(this::place).orElseGet(this::start);
        problems.add(place, refusal, "write every value out, without tags, in one document");
        return false;
      }
    }
    return true;
  }

  private static int depthChange(Event.ID event) {
    return switch (event) {
      case MappingStart, SequenceStart -> 1;
      case MappingEnd, SequenceEnd -> -1;
      default -> 0;
    };
  }

  private static String refusal(Event event, int documents) {
    if (event.getEventId() == Event.ID.Alias) {
      return "aliases are not read here";
    }
    if (hasTag(event)) {
      return "tags are not read here";
    }
    return documents > 1 ? "the file has more than one document" : "";
  }

  /** A tag would say what a value is; the declared shapes say that. */
  private static boolean hasTag(Event event) {
    return (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
        || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setAllowDuplicateKeys(true)
        .setUseMarks(true)
        .setCodePointLimit(MAX_CHARACTERS)
        .build();
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ").strip();
  }
}
