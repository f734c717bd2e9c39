package dev.bosai.activities.postgres.rejoin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wal.Manifest;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Preserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be so before a node's directory may be changed for good. */
final class RejoinGuards {
  private final Host host;
  private final ObjectMapper json;

  RejoinGuards(Host host, ObjectMapper json) {
    this.host = host;
    this.json = json;
  }

  /** Returns the name of the run that kept the writes. */
  static String run(Preserved preserved) {
    return String.valueOf(Path.of(preserved.directory()).getFileName());
  }

  /** Reads what was kept from the disk; a claim in a request is not enough. */
  Manifest manifest(Preserved claimed) throws IOException {
    Path folder = host.data().marker().resolve("preserved").resolve(run(claimed));
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      throw refused("has no kept writes in \"" + folder + "\"", "preserve its writes first");
    }
    Manifest manifest = json.readValue(file.toFile(), Manifest.class);
    if (!manifest.preserved().fork().equals(claimed.fork())) {
      throw refused(
          "has writes kept past " + manifest.preserved().fork() + ", not past " + claimed.fork(),
          "preserve its writes again");
    }
    return manifest;
  }

  /** Refuses a node that runs or could be started meanwhile. */
  void requireFenced() throws IOException {
    if (!host.control().blocksStart() || !host.processes().living().isEmpty()) {
      throw refused("is not fenced", "fence it first");
    }
  }

  private RuntimeException refused(String what, String hint) {
    return Failures.of(
        FailureType.REFUSED,
        "node \"" + host.ref().node() + "\" " + what + "; nothing was changed",
        hint);
  }
}
