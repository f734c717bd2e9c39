package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One entry of the loss in {@code bosai report --json}.
 *
 * @param entry the JSON; a missing node if the report has none of that source
 */
record Reported(JsonNode entry) {

  /** Finds an entry by its source. */
  static Reported of(JsonNode report, String source) {
    for (JsonNode entry : report.at("/measured/loss")) {
      if (entry.path("source").asText().equals(source)) {
        return new Reported(entry);
      }
    }
    return new Reported(report.path("no entry \"" + source + "\""));
  }

  /** Returns how many were lost; -1 if the report does not say. */
  int count() {
    return entry.path("count").asInt(-1);
  }

  /** Returns the ids; the report holds the first 1,000. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    entry.path("ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Returns the lines of the file with all ids; none if there is no file. */
  List<String> lines() {
    try {
      return file().toString().isEmpty() ? List.of() : Files.readAllLines(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Expects the file with all ids to be there and to have the digest that the report names. */
  Expectation readable(String what) {
    String claim = "the file of " + what + " is readable after the end and has its SHA-256";
    if (count() == 0 && file().toString().isEmpty()) {
      return Expectation.that(claim, true, "nothing lost, no file");
    }
    if (!Files.isReadable(file())) {
      return Expectation.that(claim, false, "cannot read \"" + file() + "\"");
    }
    String found = sha256(file());
    return Expectation.that(
        claim, found.equals(entry.path("sha256").asText()), found.substring(0, 12) + "…");
  }

  private Path file() {
    return Path.of(entry.path("idsFile").asText());
  }

  private static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
