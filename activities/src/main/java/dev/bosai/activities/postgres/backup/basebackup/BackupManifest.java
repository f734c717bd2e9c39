package dev.bosai.activities.postgres.backup.basebackup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code backup_manifest} says of the WAL that a backup needs.
 *
 * @param ranges one for each timeline it touched
 */
record BackupManifest(@JsonProperty("WAL-Ranges") List<Range> ranges) {
  /** The manifest's own file name. */
  static final String FILE = "backup_manifest";

  /**
   * Positions on a timeline.
   *
   * @param timeline whose
   * @param start from where
   * @param end up to where
   */
  record Range(
      @JsonProperty("Timeline") int timeline,
      @JsonProperty("Start-LSN") Lsn start,
      @JsonProperty("End-LSN") Lsn end) {}

  /** Reads the WAL of a backup; one of a primary lies on one timeline. */
  static Range wal(Path data, ObjectMapper json) throws IOException {
    Path file = data.resolve(FILE);
    List<Range> ranges = json.readValue(file.toFile(), BackupManifest.class).ranges();
    if (ranges == null || ranges.size() != 1) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "\"" + file + "\" does not name one range of WAL",
          "it is tried again; see whether the primary was promoted meanwhile");
    }
    return ranges.get(0);
  }
}
