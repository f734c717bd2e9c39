package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.ShippedRunbooks;
import dev.bosai.runbooks.shape.RunbookShape;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.SystemShape;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file without mistakes, as we ship, show or test it.
 *
 * @param yaml its text
 * @param runbook whether it is a runbook; else it is a system file
 * @param spots its values
 */
record GoodFile(String yaml, boolean runbook, List<Spot> spots) {
  /** The name under which readers get every file. */
  static final String NAME = "mistake.yaml";

  private static final SystemFile SHOP =
      SystemFileParser.parse("bosai.yaml", Files.read("examples/bosai.yaml"));

  static List<GoodFile> all() {
    Stream<GoodFile> runbooks =
        Stream.concat(
                ShippedRunbooks.names().stream()
                    .map(name -> ShippedRunbooks.source(name).orElseThrow()),
                Stream.of(Files.read("examples/maintenance-page.yaml")))
            .map(yaml -> of(yaml, RunbookShape.FILE));
    Stream<GoodFile> systems =
        Stream.of(
                Files.lab(),
                Files.read("examples/bosai.yaml"),
                documented(),
                Files.lab()
                    .replace(
                        "fence: [node]",
                        "backups: {kind: pgbackrest, stanza: main, records: /r, proven-within: 2h}"),
                Files.withRoute("{kind: haproxy, at: [\"a:1\"], admin: \"a:2\", backend: bank}"),
                Files.withRoute("{kind: command, at: [\"a:1\"], move: [/lead], show: [/leads]}"))
            .map(yaml -> of(yaml, SystemShape.FILE));
    return Stream.concat(runbooks, systems).toList();
  }

  private static GoodFile of(String yaml, Shape shape) {
    return new GoodFile(yaml, shape == RunbookShape.FILE, Spots.of(yaml, shape));
  }

  private static String documented() {
    String page = Files.read("../docs/protect-your-own.md");
    int from = page.indexOf("```yaml\nsystem:") + "```yaml\n".length();
    return page.substring(from, page.indexOf("```", from));
  }

  /**
   * Reads a text as this kind of file, as far as a plan.
   *
   * @return what it means; two files that mean the same give equal texts
   */
  String read(String text) {
    return runbook ? plan(text) : SystemFileParser.parse(NAME, text).toString();
  }

  private static String plan(String text) {
    Runbook runbook = RunbookParser.parse(NAME, text);
    return PlanResolver.resolve(
            NAME, runbook, SHOP, new PlanResolver.Given(Files.inputs(runbook), Files.NOW))
        .toString()
        .replaceAll("line=\\d+, column=\\d+", "");
  }
}
