package dev.bosai.app.worker;

import dev.bosai.activities.Protected;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.system.SystemFiles;
import dev.bosai.app.system.YamlFile;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bosai worker}: runs until it is stopped. */
@Command(name = "worker", description = "Carries runs on and does the work on one site's hosts.")
public final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--system",
      paramLabel = "FILE",
      description = "System file; by default the one at hand.")
  private @Nullable String system;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "NAME",
      description = "Site whose hosts this worker works on.")
  private String site = "";

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "Temporal as this host reaches it; by default as the system file says.")
  private @Nullable String temporal;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = SystemFiles.ofThisProcess().find(system);
    SystemFile read = YamlFile.system(file);
    if (!read.sites().containsKey(site)) {
      throw new Fault(
          Blame.USAGE,
          "site \"" + site + "\" is not in the system file; there are " + read.sites().keySet(),
          "name one of them with --site");
    }
    new WorkerProcess(new Protected(read), site, service(read), List.of()).run();
    return Blame.NONE.code();
  }

  private TemporalService service(SystemFile read) {
    return temporal == null ? read.temporal() : read.temporal().at(temporal);
  }
}
