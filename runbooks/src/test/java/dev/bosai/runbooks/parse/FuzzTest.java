package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.describe.MarkdownChecklist;
import dev.bosai.runbooks.describe.MermaidGraph;
import dev.bosai.runbooks.describe.TerminalPlan;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.validate.Validator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damages good files at random: whatever comes out, a reader answers with problems or with a
 * result.
 */
class FuzzTest {
  private static final int ROUNDS = 3_000;
  private static final long SEED = Long.getLong("bosai.seed", 20261123L);
  private static final List<String> SPLINTERS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\"",
          "'",
          "&a ",
          "*a",
          "!!int ",
          "!x ",
          "? ",
          "| \n",
          "> \n",
          "%YAML 9.9\n",
          "---\n",
          "...",
          "#",
          "\t",
          "\u0000",
          "\uD800",
          "null",
          "~",
          "true",
          "1e999",
          "0x1F",
          "999999999999",
          "${",
          "{loss}",
          "{nope}",
          "<<: ",
          "steps:",
          "- parallel: {steps: [",
          "id: fence",
          "when: always",
          "\u2028",
          "\uFEFF",
          "{}",
          "[]",
          "");

  private final Random chance = new Random(SEED);

  @Test
  void a_damaged_runbook_is_read_or_refused_and_never_crashes() {
    SystemFile shop = SystemFileParser.parse("bosai.yaml", Files.read("examples/bosai.yaml"));
    List<String> good =
        List.of(
            Files.read("src/main/resources/runbooks/replica-promotion.yaml"),
            Files.read("examples/maintenance-page.yaml"));
    for (int round = 0; round < ROUNDS; round++) {
      String yaml = damaged(good.get(round % good.size()));
      try {
        Runbook runbook = RunbookParser.parse("fuzz.yaml", yaml);
        assertThat(MermaidGraph.of(runbook)).isNotEmpty();
        assertThat(Validator.validate("fuzz.yaml", runbook, shop)).isNotNull();
        var plan = PlanResolver.resolve(runbook, shop, Map.of(), Files.NOW);
        assertThat(TerminalPlan.of(plan)).isNotEmpty();
        assertThat(MarkdownChecklist.of(plan)).isNotEmpty();
      } catch (InvalidFile refused) {
        assertThat(refused.problems()).isNotEmpty();
      } catch (InvalidInput refused) {
        assertThat(refused.problems()).isNotEmpty();
      } catch (RuntimeException error) {
        throw failed(round, yaml, error);
      }
    }
  }

  @Test
  void a_damaged_system_file_is_read_or_refused_and_never_crashes() {
    List<String> good = List.of(Files.lab(), Files.read("examples/bosai.yaml"));
    for (int round = 0; round < ROUNDS; round++) {
      String yaml = damaged(good.get(round % good.size()));
      try {
        assertThat(SystemFileParser.parse("fuzz.yaml", yaml).databases()).isNotEmpty();
      } catch (InvalidFile refused) {
        assertThat(refused.problems())
            .isNotEmpty()
            .allMatch(problem -> problem.place().line() > 0 && !problem.hint().isEmpty());
      } catch (RuntimeException error) {
        throw failed(round, yaml, error);
      }
    }
  }

  private static AssertionError failed(int round, String yaml, RuntimeException error) {
    return new AssertionError("seed " + SEED + ", round " + round + ":\n" + yaml, error);
  }

  private String damaged(String good) {
    StringBuilder text = new StringBuilder(good);
    int hits = 1 + chance.nextInt(4);
    for (int hit = 0; hit < hits && text.length() > 0; hit++) {
      int from = chance.nextInt(text.length());
      int to = Math.min(text.length(), from + chance.nextInt(12));
      switch (chance.nextInt(4)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, text.substring(from, to));
        case 2 -> text.insert(from, splinter());
        default -> text.replace(from, to, splinter());
      }
    }
    return text.toString();
  }

  private String splinter() {
    return SPLINTERS.get(chance.nextInt(SPLINTERS.size()));
  }
}
