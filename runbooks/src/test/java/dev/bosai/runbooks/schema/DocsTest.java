package dev.bosai.runbooks.schema;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.Fact;
import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.Golden;
import dev.bosai.runbooks.SafeEnd;
import dev.bosai.runbooks.parse.StepDefaults;
import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.RunbookShape;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.StepShapes;
import dev.bosai.runbooks.shape.SystemShape;
import dev.bosai.runbooks.step.StepKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference pages must say what the declarations say. */
class DocsTest {
  private static final String BEGIN = "<!-- From the declarations; DocsTest writes it. -->\n";

  @Test
  void the_runbook_page_lists_every_key_fact_and_end() {
    current(
        "../docs/runbooks.md",
        "## The file\n\n"
            + Reference.table((Shape.Fields) RunbookShape.FILE)
            + "\n## Kinds of step\n\n"
            + kinds()
            + "## Facts\n\n"
            + facts()
            + "\n## Ends of an abort\n\n"
            + ends());
  }

  @Test
  void the_system_file_page_lists_every_key() {
    current(
        "../docs/system-file.md", "## Keys\n\n" + Reference.table((Shape.Fields) SystemShape.FILE));
  }

  private static void current(String page, String reference) {
    String text = Files.read(page);
    String written = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    Golden.matches(Path.of(page), (written + "\n" + reference).stripTrailing());
  }

  private static String kinds() {
    return "Every step takes these; groups, `wait` and what a person does are not tried again, so they"
        + " take only `title`, `when` and `id`.\n\n"
        + Reference.table(new Shape.Fields(common(), List.of()))
        + "\n"
        + Arrays.stream(StepKind.values()).map(DocsTest::kind).collect(Collectors.joining());
  }

  private static String kind(StepKind kind) {
    List<Key> keys = StepShapes.fields(kind).keys();
    List<Key> own = keys.stream().filter(key -> !common().contains(key)).toList();
    boolean tried = keys.stream().anyMatch(key -> key.name().equals("timeout"));
    String timeout = Durations.text(StepDefaults.timeout(kind));
    return "### `"
        + kind.word()
        + "`\n\n"
        + (tried ? "`timeout` is " + timeout + " where it is not written.\n\n" : "")
        + Reference.table(new Shape.Fields(own, List.of()))
        + "\n";
  }

  /** What a step has beside the keys of its kind. */
  private static List<Key> common() {
    return StepShapes.fields(StepKind.ASSESS).keys().stream()
        .filter(key -> !key.name().equals("database"))
        .toList();
  }

  private static String facts() {
    return Arrays.stream(Fact.values())
        .map(fact -> "- `{" + fact.word() + "}`: " + fact.doc() + "\n")
        .collect(Collectors.joining());
  }

  private static String ends() {
    return Arrays.stream(SafeEnd.values())
        .map(end -> "- `" + end.word() + "`: " + end.meaning() + ". Next: " + end.next() + ".\n")
        .collect(Collectors.joining());
  }
}
