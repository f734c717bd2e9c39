package dev.bosai.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a run's report, with the files it names, where it outlives the lab. */
final class KeptReport {
  private final Bosai bosai;
  private final Path reports;

  KeptReport(Bosai bosai, Path reports) {
    this.bosai = bosai;
    this.reports = reports;
  }

  /**
   * Writes the page, the JSON and the lists of lost ids.
   *
   * @param system names the run: its live or latest
   * @return the page
   */
  Path keep(String system) {
    JsonNode report = bosai.json("report", system, "--json");
    Path folder = reports.resolve(report.path("run").asText(system).replace('@', '-'));
    try {
      Files.createDirectories(folder);
      for (JsonNode loss : report.path("measured").path("loss")) {
        keepIds(loss, folder);
      }
      Files.writeString(folder.resolve("report.json"), report.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path page = folder.resolve("report.html");
    bosai.run("report", system, "--html", page.toString());
    return page;
  }

  private static void keepIds(JsonNode loss, Path folder) throws IOException {
    String name = loss.path("idsFile").asText("");
    if (loss instanceof ObjectNode fields
        && !name.isEmpty()
        && Files.isRegularFile(Path.of(name))) {
      Path kept =
          folder.resolve(loss.path("source").asText("lost") + "-" + Path.of(name).getFileName());
      Files.copy(Path.of(name), kept, StandardCopyOption.REPLACE_EXISTING);
      fields.put("idsFile", kept.toString());
    }
  }
}
