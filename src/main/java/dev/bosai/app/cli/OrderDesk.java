package dev.bosai.app.cli;

import dev.bosai.app.run.Runs;
import dev.bosai.app.run.UnderWay;
import dev.bosai.app.run.Wanted;
import picocli.CommandLine.Model.CommandSpec;

/** Has work on backups done and stays until its end; what takes long is told meanwhile. */
final class OrderDesk {
  private final Surroundings surroundings;
  private final CommandSpec spec;

  OrderDesk(Surroundings surroundings, CommandSpec spec) {
    this.surroundings = surroundings;
    this.spec = spec;
  }

  /**
   * Has it done.
   *
   * @param type of what comes back
   * @param quiet whether a script reads along
   */
  <T> T done(Wanted wanted, Class<T> type, boolean quiet) {
    try (Runs runs = new Systems(surroundings).runs(wanted.order().system())) {
      UnderWay work = runs.orders().start(wanted);
      ProgressLine line =
          new ProgressLine(spec.commandLine().getErr(), surroundings.terminal(), work.page());
      try {
        return work.result(type, quiet ? text -> {} : line::say);
      } finally {
        line.end();
      }
    }
  }
}
