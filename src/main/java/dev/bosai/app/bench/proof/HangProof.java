package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the primary stand still while three clients write, recovers, and does what could bring it
 * back: its processes go on, in the middle of the run too, and its own start command is given,
 * twice.
 */
final class HangProof {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final Duration USUAL = Duration.ofSeconds(3);

  private final BenchLab bench;
  private final Scenario scenario;

  HangProof(BenchLab bench, Scenario scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  /** Runs it once. */
  Proof run(int number, LabFault.Scope scope) {
    BenchLab.Pair pair = bench.pair();
    int timeline = Timelines.of(bench.sql(pair.primary().port()));
    bench.route().rows(WritingClient.TABLE);
    List<WritingClient> clients = new ArrayList<>();
    try {
      clients.add(client(number, "route", bench.lab().settings().ports().route(), USUAL));
      // Never gives its session up: it must be ended from the other side.
      clients.add(client(number, "open", pair.primary().port(), PATIENT));
      clients.forEach(HangProof::awaitFirst);
      bench.faults().hangPrimary(scope);
      clients.add(client(number, "new", pair.primary().port(), USUAL));
      return recovered(number, pair, timeline, clients);
    } finally {
      clients.forEach(WritingClient::close);
    }
  }

  private Proof recovered(
      int number, BenchLab.Pair pair, int timeline, List<WritingClient> clients) {
    HungPrimary old = HungPrimary.of(bench, pair.primary());
    Recovery recovery = Recovery.start(bench);
    old.goOnOnceBlocked();
    recovery.await("restored");
    List<Revival> revivals = new ArrayList<>(List.of(old.revive(clients)));
    recovery.await("protected");
    revivals.add(old.revive(clients));
    clients.forEach(WritingClient::close);
    JsonNode report = recovery.report();
    Fork fork = Fork.read(pair.standby(), timeline + 1);
    HangJudge judge = new HangJudge(fork, clients);
    List<Expectation> all = new ArrayList<>(Recovery.ended(report));
    all.addAll(judge.judge(bench.route()));
    all.addAll(Revival.judge(revivals));
    LedgerFile ledger = LedgerFile.read(bench.lab().layout().ledger());
    return new Proof(
        scenario,
        number,
        ledger.silence(timeline, timeline + 1),
        judge.lost(bench.route()).size(),
        -1,
        all);
  }

  private WritingClient client(int number, String name, int port, Duration patience) {
    return WritingClient.open(bench, scenario + "-" + number + "-" + name, port, patience);
  }

  private static void awaitFirst(WritingClient client) {
    if (!Await.until(() -> !client.acknowledged().isEmpty(), SOON)) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "client \"" + client.name() + "\" had nothing acknowledged before the fault",
          "see that the lab's primary takes writes");
    }
  }
}
