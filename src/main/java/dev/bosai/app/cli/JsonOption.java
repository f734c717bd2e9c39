package dev.bosai.app.cli;

import picocli.CommandLine.Option;

/** How a command is asked for a document that a script reads. */
final class JsonOption {
  @Option(names = "--json", description = "Print one line of JSON; docs/json.md describes it.")
  private boolean json;

  /** Returns whether it was asked for. */
  boolean asked() {
    return json;
  }
}
