package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The directory that was put aside: what a copy of it needs. */
final class KeptDirectory {
  private KeptDirectory() {}

  /** Refuses a directory that is another one, could still change, or cannot be copied alone. */
  static void require(Host host, Switched switched) throws IOException {
    Path kept = Path.of(switched.kept());
    if (!kept.equals(host.data().kept(switched.run())) || !Files.isDirectory(kept)) {
      throw refused(
          "\"" + kept + "\" is not what run \"" + switched.run() + "\" put aside here",
          "look beside \"" + host.data().path() + "\"");
    }
    require(host, kept, switched.promoted().systemIdentifier());
  }

  /** Refuses one of another cluster, one that could still change, or one with tablespaces. */
  static void require(Host host, Path kept, String systemIdentifier) throws IOException {
    Host old = node(host, kept);
    old.requireIdentity(systemIdentifier);
    if (!old.control().blocksStart() || !old.processes().living().isEmpty()) {
      throw refused("\"" + kept + "\" is not fenced; it could still change", "look who uses it");
    }
    try (Stream<Path> tablespaces = Files.list(kept.resolve("pg_tblspc"))) {
      if (tablespaces.findAny().isPresent()) {
        throw refused(
            "\"" + kept + "\" has tablespaces, whose paths a copy would share",
            "compare by hand, on another host");
      }
    }
  }

  /** Returns the directory as a node of its own. */
  static Host node(Host host, Path kept) {
    return new Host(
        host.ref(), host.node(), new DataDirectory(kept), host.owner(), host.programs());
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
