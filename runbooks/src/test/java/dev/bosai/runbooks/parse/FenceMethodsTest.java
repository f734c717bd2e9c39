package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.runbooks.system.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fence methods as people write them, and as they travel in plans. */
class FenceMethodsTest {
  @Test
  void methods_are_read_in_their_order() {
    assertThat(
            fence(
                "[{isolate: /off, verify: [/is-off, now]}, node, {isolate: /cut, verify: /is-cut,"
                    + " from: ops}]"))
        .containsExactly(
            new Isolate(List.of("/off"), List.of("/is-off", "now"), ""),
            FenceMethod.NODE,
            new Isolate(List.of("/cut"), List.of("/is-cut"), "ops"));
    assertThat(fence("[node]")).containsExactly(FenceMethod.NODE);
  }

  @Test
  void without_a_word_of_it_the_node_is_fenced_on_its_host() {
    var system = SystemFileParser.parse("lab.yaml", Files.lab().replace("fence: [node]", ""));

    assertThat(system.database("main").orElseThrow().fence()).containsExactly(FenceMethod.NODE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[isolate]                                | \"isolate\", expected one of \"node\" | \"node\"",
        "[{isolate: /x}]                          | \"verify\" is missing | add it",
        "[{verify: /x}]                           | \"isolate\" is missing | add it",
        "[{isolate: [off], verify: /y}]           | \"off\" is no absolute path | whole path",
        "[node, {isolate: /x, verify: [is-off]}]  | \"is-off\" is no absolute path | whole path",
        "[{isolate: /x, verify: /y, from: op}]    | unknown site \"op\" | did you mean \"ops\"?",
        "[{isolate: /x, verify: /y, from: tokyo}] | \"tokyo\" holds a node | leave \"from\" out",
        "[{isolate: /x, verify: /y, pin: p}]      | unknown key \"pin\" | \"isolate\"",
        "[node, node]                             | stands here twice | keep one",
        "[{isolate: /x, verify: /y}, {isolate: [/x], verify: /y}] | stands here twice | keep one",
        "[]                                       | \"fence\" has 0 items | add"
      })
  void a_wrong_method_is_refused_with_a_hint(String methods, String message, String hint) {
    InvalidFile refused = catchThrowableOfType(InvalidFile.class, () -> fence(methods));

    assertThat(refused.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(message);
              assertThat(problem.hint()).contains(hint);
            });
  }

  /** What older plans say is read, and plans without anything new keep their digest. */
  @Test
  void methods_travel_as_words_and_objects() throws Exception {
    ObjectMapper json = new ObjectMapper();
    record Fenced(List<FenceMethod> fence) {}
    Fenced fenced = new Fenced(fence("[node, {isolate: /off, verify: /is-off, from: ops}]"));

    String written = json.writeValueAsString(fenced);

    assertThat(written)
        .isEqualTo(
            "{\"fence\":[\"NODE\",{\"isolate\":[\"/off\"],\"verify\":[\"/is-off\"],\"from\":\"ops\"}]}");
    assertThat(json.readValue(written, Fenced.class)).isEqualTo(fenced);
    assertThat(json.readValue(json.writeValueAsString(fenced.fence().get(1)), Isolate.class))
        .isEqualTo(fenced.fence().get(1));
  }

  @Test
  void cutting_the_route_is_a_method_behind_an_exclusive_router() throws Exception {
    String yaml =
        Files.lab()
            .replace("fence: [node]", "fence: [node, route]")
            .replaceAll("(\\n *)kind: router", "$1exclusive: [\"10.0.0.5\"]$1kind: router");
    Database database = SystemFileParser.parse("lab.yaml", yaml).database("main").orElseThrow();
    ObjectMapper json = new ObjectMapper();

    assertThat(database.fence()).containsExactly(FenceMethod.NODE, FenceMethod.ROUTE);
    assertThat(((Route.Router) database.route()).exclusive()).containsExactly("10.0.0.5");
    String route = json.writeValueAsString(database.route());
    assertThat(json.readValue(route, Route.class)).isEqualTo(database.route());
    // Plans of older versions keep their digest.
    Route shared = new Route.Router(List.of("a:1"), "http://a:2", Map.of());
    assertThat(json.writeValueAsString(shared)).doesNotContain("exclusive");
    assertThat(json.readValue(json.writeValueAsString(shared), Route.class)).isEqualTo(shared);
    assertThat(json.writeValueAsString(FenceMethod.ROUTE)).isEqualTo("\"ROUTE\"");
    assertThat(json.readValue("\"ROUTE\"", FenceMethod.class)).isEqualTo(FenceMethod.ROUTE);
  }

  private static List<FenceMethod> fence(String methods) {
    String yaml = Files.lab().replace("fence: [node]", "fence: " + methods);
    Database database = SystemFileParser.parse("lab.yaml", yaml).database("main").orElseThrow();
    return database.fence();
  }
}
