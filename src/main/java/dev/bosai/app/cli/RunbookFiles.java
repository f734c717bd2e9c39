package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.system.YamlFile;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.ShippedRunbooks;
import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.parse.Utf8;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a runbook: a file of the person's own, or one that comes with Bosai. */
final class RunbookFiles {
  private final Path directory;

  RunbookFiles(Surroundings surroundings) {
    this.directory = surroundings.directory();
  }

  /**
   * Reads a runbook.
   *
   * @param given the path of a file, or the name of a shipped runbook
   * @throws Fault if it is neither
   * @throws dev.bosai.runbooks.problem.InvalidFile if it cannot be used
   */
  Runbook read(String given) {
    Path file = YamlFile.typed(directory, given);
    if (Files.isRegularFile(file)) {
      return RunbookParser.parse(given, YamlFile.bytes(file));
    }
    return ShippedRunbooks.find(given).orElseThrow(() -> unknown(given));
  }

  /**
   * Returns a runbook's own text.
   *
   * @throws Fault if there is none of that name
   */
  String text(String given) {
    Path file = YamlFile.typed(directory, given);
    return Files.isRegularFile(file)
        ? Utf8.text(given, YamlFile.bytes(file))
        : ShippedRunbooks.source(given).orElseThrow(() -> unknown(given));
  }

  private static Fault unknown(String given) {
    return new Fault(
        Blame.FILE,
        "there is no runbook \"" + given + "\", neither a file nor a shipped one",
        "shipped runbooks are " + String.join(", ", ShippedRunbooks.names()));
  }
}
