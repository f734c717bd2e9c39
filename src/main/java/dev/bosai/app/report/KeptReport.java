package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that outlives what was recovered: the page, the JSON and the lists of lost ids, each
 * naming the copies beside it and nothing elsewhere.
 *
 * @param folder is made where it is missing
 */
public record KeptReport(Path folder) {
  /** The page's name. */
  public static final String PAGE = "report.html";

  /**
   * Copies the lists and writes both documents.
   *
   * @param run as it was read
   * @param plan what history proves about the plan
   * @param now the reader's time
   * @throws IOException if the folder cannot be written, or a list that exists cannot be read
   */
  public void keep(RunSnapshot run, PlanProof plan, Instant now) throws IOException {
    Files.createDirectories(folder);
    RunSnapshot kept = withOwnLists(run);
    Files.writeString(
        folder.resolve("report.json"), new Json().line(ReportJson.of(kept, plan, now)) + "\n");
    Files.writeString(folder.resolve(PAGE), new ReportHtml(kept, plan, now).page());
  }

  private RunSnapshot withOwnLists(RunSnapshot run) throws IOException {
    Measured measured = run.measured();
    if (measured == null) {
      return run;
    }
    List<LossFound> loss = new ArrayList<>();
    for (LossFound found : measured.loss()) {
      loss.add(withOwnList(found));
    }
    return run.measuredAs(
        new Measured(
            measured.outageMs(),
            measured.lastWriteBefore(),
            measured.firstWriteAfter(),
            measured.source(),
            loss));
  }

  // A list on another host stays there, and the report goes on naming its place.
  private LossFound withOwnList(LossFound loss) throws IOException {
    if (loss.idsFile().isEmpty() || !Files.isRegularFile(Path.of(loss.idsFile()))) {
      return loss;
    }
    Path list = Path.of(loss.idsFile());
    Path copy = folder.resolve(loss.source() + "-" + list.getFileName());
    Files.copy(list, copy, StandardCopyOption.REPLACE_EXISTING);
    return loss.listedIn(copy.toString());
  }
}
