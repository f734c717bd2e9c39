package dev.bosai.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One section of docs/json.md, read as what it promises to scripts. A field is documented by its
 * name in a table's first column, or by a shape like {@code {"a","b"}} of the object it is in.
 */
public final class DocumentedJson {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.\\[\\]]+)`");
  private static final Pattern SHAPE = Pattern.compile("`\\{(\"[A-Za-z0-9\",]+\")}`");

  private final Set<String> fields = new LinkedHashSet<>();
  private final Map<String, Set<String>> shapes = new LinkedHashMap<>();

  private DocumentedJson() {}

  /**
   * Reads the page.
   *
   * @param headings of the sections that describe the document together
   */
  public static DocumentedJson of(String... headings) {
    DocumentedJson documented = new DocumentedJson();
    for (String heading : headings) {
      documented.read(heading);
    }
    return documented;
  }

  /** Fails unless the document has every field that is promised, and no other. */
  public void assertDescribes(JsonNode document) {
    assertThat(names(document)).isEqualTo(new TreeSet<>(fields));
    shapes.forEach(
        (path, shape) -> {
          List<JsonNode> found = at(document, path);
          assertThat(found).as("the document must show \"%s\"", path).isNotEmpty();
          assertThat(found).as(path).allSatisfy(node -> assertThat(names(node)).isEqualTo(shape));
        });
  }

  private void read(String heading) {
    for (String line : section(heading)) {
      if (line.startsWith("| `")) {
        row(line.split(" \\| ", 2));
      } else if (!line.startsWith("|")) {
        SHAPE.matcher(line).results().forEach(shape -> fields.addAll(inside(shape)));
      }
    }
  }

  private void row(String[] cells) {
    List<String> named = NAME.matcher(cells[0]).results().map(found -> found.group(1)).toList();
    named.stream()
        .map(name -> name.replaceAll("\\[]$", ""))
        .filter(name -> !name.contains(".") && !name.contains("["))
        .forEach(fields::add);
    SHAPE
        .matcher(cells[1])
        .results()
        .findFirst()
        .ifPresent(shape -> shapes.put(named.get(0), inside(shape)));
  }

  private static Set<String> inside(MatchResult shape) {
    return new TreeSet<>(List.of(shape.group(1).replace("\"", "").split(",")));
  }

  private static List<JsonNode> at(JsonNode document, String path) {
    List<JsonNode> nodes = List.of(document);
    for (String name : path.split("\\.", -1)) {
      List<JsonNode> below = new ArrayList<>();
      for (JsonNode node : nodes) {
        JsonNode value = node.path(name.replace("[]", ""));
        if (name.endsWith("[]")) {
          value.forEach(below::add);
        } else if (value.isObject()) {
          below.add(value);
        }
      }
      nodes = below;
    }
    return nodes;
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> section(String heading) {
    try {
      List<String> lines = Files.readAllLines(Path.of("../docs/json.md"));
      int from = lines.indexOf("## " + heading);
      assertThat(from).as("docs/json.md must have a section \"%s\"", heading).isNotNegative();
      List<String> rest = lines.subList(from + 1, lines.size());
      return rest.stream().takeWhile(line -> !line.startsWith("## ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
