package dev.bosai.activities.postgres.backup;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.time.Instant;

/** Backups made up for tests. */
final class Made {
  static final long SEGMENT_BYTES = 16 << 20;

  private Made() {}

  /** One that lies within a segment and took a minute. */
  static Backup backup(Instant started, int timeline, long segment) {
    return backup(started, timeline, segment, segment);
  }

  static Backup backup(Instant started, int timeline, long first, long last) {
    return new Backup(
        started.toString(),
        "basebackup",
        "7",
        timeline,
        new Lsn(first * SEGMENT_BYTES + 0x28),
        new Lsn(last * SEGMENT_BYTES + 0x100),
        started,
        started.plusSeconds(60),
        1_000);
  }
}
