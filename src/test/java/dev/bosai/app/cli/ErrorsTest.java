package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.report.DocumentedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person and a script are told when a file, or Bosai itself, is wrong. */
class ErrorsTest {
  private static final Path EXAMPLE = Path.of("../runbooks/examples/bosai.yaml");

  @TempDir private Path folder;
  private Bosai bosai;

  @BeforeEach
  void writeFiles() throws IOException {
    bosai = new Bosai(folder);
    String system = Files.readString(EXAMPLE);
    Files.writeString(folder.resolve("good.yaml"), system);
    Files.writeString(
        folder.resolve("bad.yaml"), system.replaceFirst("\nsites:", "\ncolour: red\nsites:"));
    Files.writeString(
        folder.resolve("runbook.yaml"),
        """
        runbook: by-hand
        title: Do it by hand
        level: L9
        objectives: {rto: 15m, rpo: 0s}
        steps:
          - manual: {id: first, title: Pull the plug, instructions: Pull it.}
          - frobnicate: {id: second}
        """);
  }

  @Test
  void aScriptReadsEveryProblemOfARunbookWithItsPlace() throws IOException {
    Said plan = bosai.run("plan", "runbook.yaml", "--system", "good.yaml", "--json");
    Said start = bosai.run("start", "runbook.yaml", "--system", "good.yaml", "--yes", "--json");

    JsonNode error = error(plan, 2);
    assertThat(start).as("nothing is started").isEqualTo(plan);
    assertThat(error.get("message").asText())
        .isEqualTo("\"runbook.yaml\" cannot be used: 2 problems");
    assertThat(error.get("hint").asText()).contains("bosai runbook validate");
    JsonNode problems = error.get("problems");
    DocumentedJson.of("Exit codes").assertDescribes(problems.get(0));
    assertThat(problems.findValuesAsText("line")).containsExactly("3", "7");
    assertThat(problems.get(0).get("message").asText()).startsWith("\"level\" is \"L9\", expected");
    assertThat(problems.get(0).get("hint").asText()).isEqualTo("did you mean \"L1\"?");
    assertThat(problems.get(1).get("message").asText()).isEqualTo("unknown key \"frobnicate\"");
  }

  @Test
  void aScriptReadsWhatIsWrongWithASystemFile() throws IOException {
    Said plan = bosai.run("plan", "replica-promotion", "--system", "bad.yaml", "--json");
    Said status = bosai.run("status", "shop", "--system", "bad.yaml", "--json");

    JsonNode error = error(plan, 2);
    assertThat(status).isEqualTo(plan);
    assertThat(error.get("problems")).hasSize(1);
    JsonNode problem = error.at("/problems/0");
    assertThat(problem.get("file").asText()).endsWith("bad.yaml");
    assertThat(problem.get("line").asInt()).isEqualTo(4);
    assertThat(problem.get("message").asText()).isEqualTo("unknown key \"colour\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday | is not understood",
        "xid:abc | names transaction \"abc\"",
        "lsn:3000148 | names position \"3000148\"",
        "name: | names restore point \"\"",
        "2026-02-30T00:00:00Z | names a moment that does not exist",
        "2026-11-25 03:14:07 | has no zone",
        "2999-01-01T00:00:00Z | lies in the future",
      })
  void aTargetThatIsTypedWronglyStartsNothing(String target, String found) throws IOException {
    for (String command : List.of("plan", "start")) {
      List<String> typed =
          new ArrayList<>(List.of(command, "point-in-time-recovery", "--system", "good.yaml"));
      typed.addAll(List.of("--json", "--input", "target=" + target));
      if (command.equals("start")) {
        typed.add("--yes");
      }

      JsonNode error = error(bosai.run(typed.toArray(String[]::new)), 1);

      assertThat(error.get("message").asText())
          .contains("input \"target\" is \"" + target + "\", which " + found);
      assertThat(error.get("hint").asText()).isNotBlank();
    }
  }

  @Test
  void aPersonReadsTheSameWithoutJson() {
    Said said = bosai.run("runbook", "validate", "runbook.yaml");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .startsWith("runbook.yaml:3:8: \"level\" is \"L9\"")
        .contains("runbook.yaml:7:5: unknown key \"frobnicate\"", "HINT: did you mean \"L1\"?")
        .endsWith("bosai: \"runbook.yaml\" cannot be used: 2 problems\n");
  }

  @Test
  void aScriptReadsThatNothingIsWrong() throws IOException {
    Said said = bosai.run("runbook", "validate", "replica-promotion", "--json");

    assertThat(said.code()).isZero();
    assertThat(said.out()).isEqualTo("{\"valid\":[\"replica-promotion\"],\"system\":null}\n");
  }

  @Test
  void aBugOfOursIsToldInOneSentenceAndItsTraceIsKept() throws IOException {
    Said said = bosai.run("stumble");

    assertThat(said.code()).isEqualTo(31);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .startsWith("bosai: unexpected IllegalStateException: over its own feet\n  HINT: ");
    assertThat(said.err().lines()).hasSize(2);
    assertThat(trace(said.err().strip()))
        .contains("IllegalStateException: over its own feet\n\tat ");
  }

  @Test
  void aScriptReadsABugOfOursToo() throws IOException {
    JsonNode error = error(bosai.run("stumble", "--json"), 31);

    assertThat(error.get("message").asText())
        .isEqualTo("unexpected IllegalStateException: over its own feet");
    assertThat(error.get("problems")).isEmpty();
    assertThat(trace(error.get("hint").asText())).contains("Bosai$Stumble.run");
  }

  /** Returns the error a command told in the one line it may say. */
  private static JsonNode error(Said said, int code) throws IOException {
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).hasSize(1);
    JsonNode error = new ObjectMapper().readTree(said.err()).get("error");
    assertThat(error.get("exitCode").asInt()).isEqualTo(code);
    return error;
  }

  /** Reads the trace from the file that a hint ends with, and removes the file. */
  private static String trace(String hint) throws IOException {
    assertThat(hint).contains("this is a bug of ours; the stack trace is in \"").endsWith("\"");
    String[] parts = hint.split("\"", -1);
    Path file = Path.of(parts[parts.length - 2]);
    try {
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }
}
