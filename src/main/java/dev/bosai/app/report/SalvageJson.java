package dev.bosai.app.report;

import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * The stable JSON of {@code bosai salvage}, and of {@code keep} and {@code discard} where they are
 * about an old directory; {@code docs/json.md} says what each field means.
 */
public final class SalvageJson {
  private SalvageJson() {}

  /** Of {@code bosai salvage}. */
  public record Rows(
      String run,
      String database,
      String node,
      String folder,
      String old,
      Lsn fork,
      long commits,
      String primary,
      Instant at,
      SortedMap<String, SalvagedTable> tables,
      List<String> notes,
      SortedMap<String, String> notCompared) {
    /** Makes the document. */
    public Rows(String run, String database, Salvaged found) {
      this(
          run,
          database,
          found.node(),
          found.folder(),
          found.old(),
          found.fork(),
          found.commits(),
          found.primary(),
          found.at(),
          found.tables(),
          found.notes(),
          found.notCompared());
    }
  }

  /** Of {@code bosai keep} and {@code bosai discard}. */
  public record Directory(
      String run,
      String database,
      String node,
      String fate,
      String directory,
      boolean there,
      long bytes,
      String who,
      String why,
      Instant at) {
    /** Makes the document. */
    public Directory(String run, String database, String node, Settled settled) {
      this(
          run,
          database,
          node,
          settled.fate().name().toLowerCase(Locale.ROOT),
          settled.directory(),
          settled.there(),
          settled.bytes(),
          settled.who(),
          settled.why(),
          settled.at());
    }
  }
}
