package dev.bosai.app.router;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.JsonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bosai router}: runs until it is stopped. */
@Command(
    name = "router",
    description =
        "Leads a database's clients to one node; moved by runs, and never back by itself.",
    mixinStandardHelpOptions = true)
public final class RouterCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where clients connect.")
  private String listen = "";

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "[HOST:]PORT",
      description =
          "Control interface; whoever reaches it can move the route. Loopback if no host is given.")
  private String admin = "";

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FILE",
      description = "Where the router leads; it wins over --initial once it exists.")
  private Path state = Path.of("");

  @Option(
      names = "--log",
      required = true,
      paramLabel = "FILE",
      description = "Change log, one JSON line per move or refusal.")
  private Path log = Path.of("");

  @Option(
      names = "--backend",
      required = true,
      paramLabel = "NODE=HOST:PORT",
      description = "A node and where it is; once per node.")
  private Map<String, String> backends = new LinkedHashMap<>();

  @Option(
      names = "--initial",
      required = true,
      paramLabel = "NODE",
      description = "Where a new router leads.")
  private String initial = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, HostPort> nodes = new LinkedHashMap<>();
    backends.forEach((node, at) -> nodes.put(node, HostPort.parse(at)));
    try (RouteBook book = open(nodes);
        Router router = new Router(book, HostPort.parse(listen), nodes);
        JsonServer control =
            JsonServer.start(
                HostPort.parseOrLoopback(admin), RouterControl.PATH, new RouterControl(router))) {
      System.out.printf(
          "router leads %s to \"%s\", control on port %d%n",
          router.listen(), router.state().node(), control.port());
      new CountDownLatch(1).await();
    }
    return Blame.NONE.code();
  }

  private RouteBook open(Map<String, HostPort> nodes) throws IOException {
    requireBackend(nodes, initial, "--initial names");
    folder(state);
    folder(log);
    RouteBook book =
        RouteBook.open(state.toAbsolutePath(), log.toAbsolutePath(), initial, Clock.systemUTC());
    requireBackend(nodes, book.state().node(), "state file \"" + state + "\" leads to");
    return book;
  }

  private static void folder(Path file) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  private static void requireBackend(Map<String, HostPort> nodes, String node, String who) {
    if (!nodes.containsKey(node)) {
      throw new Fault(
          Blame.USAGE,
          who + " node \"" + node + "\", which is not a backend; there are " + nodes.keySet(),
          "add --backend " + node + "=HOST:PORT");
    }
  }
}
