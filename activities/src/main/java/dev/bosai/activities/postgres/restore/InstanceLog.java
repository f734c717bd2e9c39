package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a restored cluster's server said since it was started last; the one before is kept aside.
 *
 * @param file in which it is
 */
public record InstanceLog(Path file) {
  private static final int TAIL_BYTES = 64 * 1024;
  private static final int LAST_WORDS = 3;
  private static final Pattern FATAL =
      Pattern.compile("^.*?(?:startup|postmaster) (?:FATAL|PANIC):\\s+(.*)$", Pattern.MULTILINE);
  private static final Pattern SEGMENT =
      Pattern.compile("restored log file \"([0-9A-F]{24})\" from archive");

  /** Begins a new one. */
  void begin(Owner owner) throws IOException {
    if (Files.exists(file)) {
      Durable.rename(file, file.resolveSibling(file.getFileName() + ".before"));
    }
    Durable.replace(file, new byte[0], owner);
  }

  /** Returns why the server ended: what it called fatal, else its last words. */
  public String end() throws IOException {
    String text = tail();
    List<String> lines = text.lines().toList();
    return FATAL
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .reduce((earlier, later) -> later)
        .orElseGet(
            () ->
                String.join(
                    " / ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size())));
  }

  /** Returns the WAL file that was fetched last. */
  Optional<String> newestSegment() throws IOException {
    return SEGMENT
        .matcher(tail())
        .results()
        .map(MatchResult::group)
        .map(line -> line.replaceAll("^[^\"]*\"|\".*$", ""))
        .reduce((earlier, later) -> later);
  }

  /** With days of WAL it grows large, and is looked at often. */
  private String tail() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, content.length() - TAIL_BYTES);
      content.seek(from);
      byte[] bytes = new byte[Math.toIntExact(content.length() - from)];
      content.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
