package dev.bosai.app.kill;

import dev.bosai.activities.Protected;
import dev.bosai.app.worker.WorkerProcess;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The product's worker with one more interceptor, which kills when an order says so. Without an
 * order it is a worker like any other.
 */
public final class KillingWorker {
  private KillingWorker() {}

  /**
   * Runs until it is stopped, or killed.
   *
   * @param arguments folder of orders, system file, site, Temporal's address as the site sees it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SystemFile system =
        SystemFileParser.parse(arguments[1], Files.readString(Path.of(arguments[1])));
    new WorkerProcess(
            new Protected(system),
            arguments[2],
            new TemporalService(arguments[3], system.temporal().namespace(), ""),
            List.of(new KillSwitch(Path.of(arguments[0]))))
        .run();
  }
}
