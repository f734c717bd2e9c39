package dev.bosai.activities.postgres.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wal.DiskTimeline;
import dev.bosai.activities.postgres.wal.Manifest;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Preserved;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a recovery kept of a node's old timeline.
 *
 * @param host the node's host
 * @param run names the folders
 * @param manifest as it stands on the disk; a claim in a request is not enough
 */
record KeptTimeline(Host host, String run, Manifest manifest) {

  /**
   * Reads it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if nothing of the kind was kept
   */
  static KeptTimeline read(Host host, Preserved claimed) throws IOException {
    String run = String.valueOf(Path.of(claimed.directory()).getFileName());
    Path file = host.data().marker().resolve("preserved").resolve(run).resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      throw refused(
          "\"%s\" is not there: run \"%s\" kept nothing of node \"%s\" here"
              .formatted(file, run, host.ref().node()),
          "look on the host where the node was when it was fenced");
    }
    ObjectMapper json = Payloads.mapper();
    Manifest manifest = json.readValue(file.toFile(), Manifest.class);
    if (!manifest.preserved().fork().equals(claimed.fork())) {
      throw refused(
          "run \"%s\" kept what is past %s, not past %s"
              .formatted(run, manifest.preserved().fork(), claimed.fork()),
          "ask for the run that was promoted at that position");
    }
    return new KeptTimeline(host, run, manifest);
  }

  /** Returns the old directory: put aside, or still in its place because nobody rejoined it. */
  Optional<Path> directory() throws IOException, InterruptedException {
    Path aside = host.data().kept(run);
    if (Files.isDirectory(aside)) {
      return Optional.of(aside);
    }
    return Files.isDirectory(host.data().path())
            && host.control().blocksStart()
            && DiskTimeline.of(host) == manifest.preserved().timeline()
        ? Optional.of(host.data().path())
        : Optional.empty();
  }

  /** Returns the identity of the cluster, as it was when its writes were kept. */
  String systemIdentifier() throws IOException {
    byte[] control = Files.readAllBytes(folder().resolve("pg_control"));
    return Long.toUnsignedString(ByteBuffer.wrap(control).order(ByteOrder.nativeOrder()).getLong());
  }

  /** Returns the folder of what was kept. */
  Path folder() {
    return host.data().marker().resolve("preserved").resolve(run);
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
