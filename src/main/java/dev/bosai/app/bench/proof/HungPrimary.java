package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.postgres.LabServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A primary that stands still, and all that could bring it back. */
final class HungPrimary {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration UNTIL_FENCED = Duration.ofMinutes(1);
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private final BenchLab bench;
  private final LabServer server;
  private final List<ProcessIdentity> hung;

  private HungPrimary(BenchLab bench, LabServer server) {
    this.bench = bench;
    this.server = server;
    this.hung = server.processes();
  }

  /** Remembers the processes that a node has now. */
  static HungPrimary of(BenchLab bench, LabNode node) {
    return new HungPrimary(
        bench,
        bench.lab().servers().servers().stream()
            .filter(server -> server.node().equals(node))
            .findFirst()
            .orElseThrow());
  }

  /** Lets its processes go on in the middle of the run, as soon as its start is blocked. */
  void goOnOnceBlocked() {
    if (!Await.until(server::fenced, UNTIL_FENCED)) {
      throw new Fault(
          Blame.RUN,
          "\""
              + server.node().name()
              + "\" was not fenced within "
              + UNTIL_FENCED.toSeconds()
              + " s",
          "read the logs in \"" + bench.lab().layout().root() + "\"");
    }
    goOn();
  }

  /** Lets what is left of it go on, gives its own start command, and has clients try to write. */
  Revival revive(List<WritingClient> clients) {
    int outlived = (int) hung.stream().filter(ProcessIdentity::alive).count();
    goOn();
    int exit = start();
    List<Long> attempts = attempts(clients);
    return new Revival(outlived, exit, server.look().role(), attempts);
  }

  private void goOn() {
    ProcessIdentity.signal("CONT", server.processes());
  }

  private int start() {
    LabNode node = server.node();
    List<String> command =
        List.of(
            bench.program("pg_ctl"),
            "start",
            "-D",
            node.data().toString(),
            "-l",
            node.log().toString(),
            "-w",
            "-t",
            "5");
    Map<String, String> mark = Map.of("BOSAI_LAB", bench.lab().layout().root().toString());
    return new Program(bench.lab().settings().user().running(command), mark, SOON).run().exit();
  }

  // The clients go on for a while, so that a primary that came back has the time to serve them.
  private static List<Long> attempts(List<WritingClient> clients) {
    long until = System.nanoTime() + AFTERMATH.toNanos();
    List<Long> before = clients.stream().map(WritingClient::tried).toList();
    Await.until(
        () -> System.nanoTime() > until && since(before, clients).stream().allMatch(n -> n > 0),
        SOON);
    return since(before, clients);
  }

  private static List<Long> since(List<Long> before, List<WritingClient> clients) {
    return IntStream.range(0, clients.size())
        .mapToObj(n -> clients.get(n).tried() - before.get(n))
        .toList();
  }
}
