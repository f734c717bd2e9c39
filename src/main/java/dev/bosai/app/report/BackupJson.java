package dev.bosai.app.report;

import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.Candidates.Candidate;
import dev.bosai.workflows.port.DatabaseActivities.Marked;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stable JSON of {@code bosai backup} and {@code bosai mark}; {@code docs/json.md} says what
 * each field means.
 */
public final class BackupJson {
  private BackupJson() {}

  /** Of {@code bosai backup take}. */
  public record Taken(String system, String database, Backup backup) {
    /** Makes the document. */
    public Taken(BackupOrder order, Backup backup) {
      this(order.system().system(), order.database(), backup);
    }
  }

  /** Of {@code bosai backup prove}. */
  public record Proof(String system, String database, Proven proven) {
    /** Makes the document. */
    public Proof(BackupOrder order, Proven proven) {
      this(order.system().system(), order.database(), proven);
    }
  }

  /** Of {@code bosai backup list}. */
  public record Listed(
      String system,
      String database,
      String provider,
      String repository,
      Instant at,
      List<String> alarms,
      List<Window> windows,
      List<Gap> gaps,
      @Nullable Proven proven,
      List<Backup> backups) {
    /** Makes the document. */
    public Listed(BackupOrder order, BackupList list) {
      this(
          order.system().system(),
          order.database(),
          list.provider(),
          list.repository(),
          list.at(),
          list.alarms(),
          list.windows(),
          list.gaps(),
          list.proven(),
          list.backups());
    }
  }

  /** Of {@code bosai backup find}. */
  public record Found(
      String system,
      String database,
      Instant from,
      Instant to,
      int timeline,
      List<Candidate> found,
      String missing) {
    /** Makes the document. */
    public Found(BackupOrder order, Candidates found) {
      this(
          order.system().system(),
          order.database(),
          found.from(),
          found.to(),
          found.timeline(),
          found.found(),
          found.missing());
    }
  }

  /** Of {@code bosai mark}. */
  public record Mark(String system, String database, String name, Lsn lsn, Instant at) {
    /** Makes the document. */
    public Mark(BackupOrder order, Marked marked) {
      this(order.system().system(), order.database(), marked.name(), marked.lsn(), marked.at());
    }
  }
}
