package dev.bosai.app.probe;

import dev.bosai.activities.Protected;
import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.system.SystemFiles;
import dev.bosai.app.system.YamlFile;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bosai probe}: runs until it is stopped. */
@Command(
    name = "probe",
    description =
        "Writes as a client does and keeps a ledger, so that outage and loss are measured.")
public final class ProbeCommand implements Callable<Integer> {
  @Option(
      names = "--system",
      paramLabel = "FILE",
      description = "System file; by default the one at hand.")
  private @Nullable String system;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      defaultValue = "main",
      description = "Database to watch (default ${DEFAULT-VALUE}).")
  private String database = "";

  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the ledger, outside the sites that hold data.")
  private Path home = Path.of("");

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "Temporal as this host reaches it; by default as the system file says.")
  private @Nullable String temporal;

  @Override
  public Integer call() throws IOException {
    Path file = SystemFiles.ofThisProcess().find(system);
    SystemFile read = YamlFile.system(file);
    DatabaseRef ref = ref(read);
    new ProbeProcess(
            new Protected(read),
            ref,
            new ProbeHome(home.toAbsolutePath().normalize()),
            service(read),
            List.of())
        .run();
    return Blame.NONE.code();
  }

  private DatabaseRef ref(SystemFile read) {
    if (read.databases().containsKey(database)) {
      return new DatabaseRef(read.system(), database);
    }
    throw new Fault(
        Blame.USAGE,
        "database \""
            + database
            + "\" is not in the system file; there are "
            + read.databases().keySet(),
        "name one of them with --database");
  }

  private TemporalService service(SystemFile read) {
    return temporal == null ? read.temporal() : read.temporal().at(temporal);
  }
}
