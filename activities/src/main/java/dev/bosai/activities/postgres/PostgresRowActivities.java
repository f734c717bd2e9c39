package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.rows.Comparison;
import dev.bosai.activities.postgres.rows.Extraction;
import dev.bosai.workflows.port.RowActivities;

/** Rows of what was restored and of what was there; one instance per worker, since it locks. */
public final class PostgresRowActivities implements RowActivities {
  private final Comparison comparison;
  private final Extraction extraction;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param current the try that is running
   */
  public PostgresRowActivities(Protected listed, Secrets secrets, Try current) {
    this.comparison = new Comparison(listed, secrets);
    this.extraction = new Extraction(listed, secrets);
    this.current = current;
  }

  @Override
  public WrittenAfter compareRows(CompareRows request) {
    return Work.on(
        "comparing the rows of node \"" + request.node().node() + "\"",
        () -> comparison.compare(request, current));
  }

  @Override
  public Extracted extractRows(ExtractRows request) {
    return Work.on(
        "bringing rows back beside node \"" + request.restored().node().node() + "\"",
        () -> extraction.extract(request, current));
  }
}
