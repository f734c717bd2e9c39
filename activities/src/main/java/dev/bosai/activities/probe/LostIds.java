package dev.bosai.activities.probe;

import dev.bosai.activities.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of lost ids, one per run: kept for salvage, and so that no later run counts them. */
final class LostIds {
  private final ProbeHome home;
  private final String run;
  private final int timeline;

  /**
   * Names them.
   *
   * @param timeline the new one; whoever measures the same promotion again counts the same ids
   */
  LostIds(ProbeHome home, String run, int timeline) {
    this.home = home;
    this.run = run;
    this.timeline = timeline;
  }

  /**
   * A file that was written.
   *
   * @param path absolute; empty if there was nothing to write
   * @param sha256 of its bytes, in hexadecimal; empty if there was nothing to write
   */
  record Kept(String path, String sha256) {}

  /** Returns the ids that runs have counted for other promotions. */
  Set<Long> ofOtherPromotions() throws IOException {
    Set<Long> ids = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.folder(), "lost-*.ids")) {
      for (Path file : files) {
        if (!isOfThisPromotion(file)) {
          Files.readAllLines(file).stream().map(Long::valueOf).forEach(ids::add);
        }
      }
    }
    return ids;
  }

  private boolean isOfThisPromotion(Path file) {
    return String.valueOf(file.getFileName()).startsWith(ProbeHome.lostOn(timeline));
  }

  /** Keeps this run's ids, one a line, in place of what an earlier try kept. */
  Kept keep(List<Long> ids) throws IOException {
    if (ids.isEmpty()) {
      Files.deleteIfExists(home.lost(run, timeline));
      return new Kept("", "");
    }
    byte[] content =
        ids.stream()
            .map(id -> id + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    DurableFile.replace(home.lost(run, timeline), content);
    return new Kept(home.lost(run, timeline).toString(), HexFormat.of().formatHex(sha256(content)));
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
