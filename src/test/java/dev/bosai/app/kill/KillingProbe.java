package dev.bosai.app.kill;

import dev.bosai.activities.Protected;
import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.app.probe.ProbeProcess;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.DatabaseRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The product's probe with one more interceptor, which kills when an order says so. */
public final class KillingProbe {
  private KillingProbe() {}

  /**
   * Runs until it is stopped, or killed.
   *
   * @param arguments folder of orders, system file, folder of the ledger
   */
  public static void main(String[] arguments) throws IOException {
    SystemFile system =
        SystemFileParser.parse(arguments[1], Files.readString(Path.of(arguments[1])));
    new ProbeProcess(
            new Protected(system),
            new DatabaseRef(system.system(), "main"),
            new ProbeHome(Path.of(arguments[2])),
            system.temporal(),
            List.of(new KillSwitch(Path.of(arguments[0]))))
        .run();
  }
}
