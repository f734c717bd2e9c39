package dev.bosai.activities.postgres.start;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.route.RouteReader;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers on a node's own host whether its server may be started, within about three seconds
 * whatever hangs. It changes nothing and takes no lock, so it may be asked at any time, beside any
 * work.
 */
public final class StartGate {
  private static final Duration BOUND = Duration.ofSeconds(3);
  private final Hosts hosts;
  private final Markers markers = new Markers();
  private final Outlook outlook;

  /**
   * Makes it from this host's own configuration.
   *
   * @param routes reads where clients are led
   */
  public StartGate(Protected listed, Secrets secrets, RouteReader routes) {
    this.hosts = new Hosts(listed);
    this.outlook = new Outlook(listed, new Admins(secrets), routes);
  }

  /**
   * Answers before a start.
   *
   * @param strict whether what does not answer stands against it
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the directory is not here or
   *     belongs to another account, of type UNREACHABLE if the disk does not answer
   */
  public StartAnswer ask(NodeRef node, boolean strict) throws IOException, InterruptedException {
    try (OwnThread<Around> around = OwnThread.of("start outlook", () -> outlook.around(node));
        OwnThread<Directory> look = OwnThread.of("start look", () -> directory(hosts.open(node)))) {
      Directory here = here(node, look);
      Optional<StartAnswer> settled = StartRule.locally(here);
      return settled.isPresent()
          ? settled.get()
          : StartRule.decide(here, around(node, around), strict);
    }
  }

  /** Looks at everything that is known on the host, and answers as {@link #ask} does. */
  public NodeStatus status(NodeRef node) throws IOException, InterruptedException {
    try (OwnThread<Around> around = OwnThread.of("start outlook", () -> outlook.around(node));
        OwnThread<NodeStatus.Seen> look =
            OwnThread.of("start look", () -> seen(hosts.open(node)))) {
      NodeStatus.Seen seen = here(node, look);
      return new NodeStatus(seen, StartRule.decide(seen.directory(), around(node, around), false));
    }
  }

  private Directory directory(Host host) throws IOException, InterruptedException {
    return Directory.of(host, markers.of(host));
  }

  private NodeStatus.Seen seen(Host host) throws IOException, InterruptedException {
    Directory directory = directory(host);
    return new NodeStatus.Seen(
        directory,
        directory.systemIdentifier().isEmpty() ? "" : host.controlData().state(),
        !host.processes().living().isEmpty(),
        markers.of(host).journal());
  }

  private static <T> T here(NodeRef node, OwnThread<T> look)
      throws IOException, InterruptedException {
    return look.within(BOUND)
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNREACHABLE,
                    "the disk of node \"%s\" did not answer within %d s; nothing was started"
                        .formatted(node.node(), BOUND.toSeconds()),
                    "look at the disk and the load of this host"));
  }

  private Around around(NodeRef node, OwnThread<Around> asked)
      throws IOException, InterruptedException {
    return asked.within(BOUND).orElseGet(() -> outlook.silent(node, BOUND));
  }
}
