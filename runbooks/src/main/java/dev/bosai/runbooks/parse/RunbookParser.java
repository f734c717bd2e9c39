package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Input;
import dev.bosai.runbooks.InputForm;
import dev.bosai.runbooks.Level;
import dev.bosai.runbooks.Objectives;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.shape.RunbookShape;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a runbook file. */
public final class RunbookParser {
  private RunbookParser() {}

  /**
   * Reads the bytes of a file; whether they are text is checked first.
   *
   * @param fileName as the person gave it, for messages
   * @throws InvalidFile with every problem
   */
  public static Runbook parse(String fileName, byte[] file) {
    return parse(fileName, Utf8.text(fileName, file));
  }

  /**
   * Reads a runbook; whether it is safe for a system is the validator's question.
   *
   * @param fileName as the person gave it, for messages
   * @param yaml the file's text
   * @throws InvalidFile with every problem of form
   */
  public static Runbook parse(String fileName, String yaml) {
    Problems problems = new Problems();
    Optional<Node> tree = new YamlText(fileName, problems).read(yaml);
    Optional<Runbook> runbook =
        tree.map(
            node ->
                runbook(
                    new ShapeReader(fileName, problems).read(node, RunbookShape.FILE, "the file"),
                    problems));
    problems.throwIfAny();
    return runbook.orElseThrow();
  }

  private static Runbook runbook(Found file, Problems problems) {
    Map<String, Input> inputs = inputs(file.maybe("inputs"), problems);
    StepIds ids = new StepIds(problems);
    StepBuilder steps = new StepBuilder(ids, inputs.containsKey("database") ? "${database}" : "");
    List<Found> written = file.get("steps").items();
    ids.reserve(written);
    return new Runbook(
        file.get("runbook").text(),
        file.get("title").text(),
        Level.valueOf(file.get("level").text()),
        objectives(file.get("objectives")),
        inputs,
        steps.all(written));
  }

  static Objectives objectives(Found found) {
    return new Objectives(found.get("rto").time(), found.get("rpo").time());
  }

  private static Map<String, Input> inputs(@Nullable Found found, Problems problems) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    if (found != null) {
      found.entries().forEach((name, input) -> inputs.put(name, input(input, problems)));
    }
    return Collections.unmodifiableMap(inputs);
  }

  private static Input input(Found found, Problems problems) {
    Input.Type type = Input.Type.valueOf(found.get("type").text().toUpperCase(Locale.ROOT));
    Found fallback = found.maybe("default");
    if (fallback == null) {
      return new Input(type, null);
    }
    InputForm.wrong(type, fallback.text(), Instant.MAX)
        .ifPresent(
            wrong ->
                problems.add(fallback.place(), "\"default\" " + wrong.sentence(), wrong.hint()));
    return new Input(type, fallback.text());
  }
}
