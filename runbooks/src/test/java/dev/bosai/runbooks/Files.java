package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.SystemFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The files that tests read. */
public final class Files {
  /** When the tests' plans are made. */
  public static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  private Files() {}

  /** Returns the lab's system file as text. */
  public static String lab() {
    return read("src/test/resources/systems/lab.yaml");
  }

  /** Returns a small system file whose clients are led by the given route. */
  public static String withRoute(String route) {
    return """
        system: small
        sites: {here: {home: true}, there: {}}
        databases:
          main:
            database: app
            admin: {user: postgres}
            nodes:
              a: {site: here, host: a.example, data: /pg, control: pg_ctl}
              b: {site: there, host: b.example, data: /pg, control: pg_ctl}
            route: %s
        """
        .formatted(route);
  }

  /** Returns what a runbook must be given. */
  public static Map<String, String> inputs(Runbook runbook) {
    return runbook.inputs().containsKey("target") ? Map.of("target", "xid:4711") : Map.of();
  }

  /** Returns the lab's system, with backups. */
  public static SystemFile labSystem() {
    String yaml =
        lab().replace("fence: [node]", "backups: {kind: basebackup, directory: /lab/backups}");
    return SystemFileParser.parse("lab.yaml", yaml);
  }

  /** Returns a file of the module as text. */
  public static String read(String path) {
    try {
      return java.nio.file.Files.readString(Path.of(path));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
