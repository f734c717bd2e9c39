package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.daemon.Daemons;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.lab.daemon.Registry;
import dev.bosai.app.lab.postgres.LabServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries a storm out on a lab: kills, and starts again. */
final class StormWatch {
  private static final TimeUnit UNIT = TimeUnit.MILLISECONDS;

  private final Lab lab;
  private final LabNode candidate;
  private final Process command;

  /**
   * Makes it.
   *
   * @param candidate the node that is to be promoted
   * @param command that starts the recovery, and is under way
   */
  StormWatch(BenchLab bench, LabNode candidate, Process command) {
    this.lab = bench.lab();
    this.candidate = candidate;
    this.command = command;
  }

  /** Returns when everybody that was killed has been started again. */
  void carryOut(Storm storm) {
    ScheduledExecutorService one = Executors.newSingleThreadScheduledExecutor();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Storm.Strike strike : storm.strikes()) {
        all.add(one.schedule(() -> kill(strike.victim()), ms(strike.after()), UNIT));
        all.add(one.schedule(() -> revive(strike.victim()), ms(strike.back()), UNIT));
      }
      for (Future<?> done : all) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Blame.ENVIRONMENT, "interrupted", "run the command again", e);
    } finally {
      one.shutdownNow();
    }
  }

  private static long ms(Duration span) {
    return span.toMillis();
  }

  private void kill(Victim victim) {
    switch (victim) {
      case COMMAND -> command.destroyForcibly();
      case CANDIDATE -> ProcessIdentity.signal("KILL", server().processes());
      case TEMPORAL, TOKYO, US_WEST, ROUTER, PROBE ->
          new Registry(lab.layout().processes())
              .living(victim.daemon())
              .ifPresent(process -> ProcessIdentity.signal("KILL", List.of(process)));
    }
  }

  private void revive(Victim victim) {
    switch (victim) {
      case COMMAND -> {}
      case CANDIDATE -> lab.servers().start(candidate);
      case TEMPORAL, TOKYO, US_WEST, ROUTER, PROBE -> start(victim.daemon());
    }
  }

  private void start(String daemon) {
    Daemons daemons = new Daemons(lab.layout(), lab.settings().user());
    new LabDaemons(lab.layout(), lab.settings())
        .all().stream().filter(one -> one.name().equals(daemon)).forEach(daemons::start);
  }

  private LabServer server() {
    return lab.servers().servers().stream()
        .filter(server -> server.node().equals(candidate))
        .findFirst()
        .orElseThrow();
  }
}
