package dev.bosai.app.link;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.JsonServer;
import dev.bosai.runbooks.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bosai link}: the lab starts it; runs until it is stopped. */
@Command(
    name = "link",
    hidden = true,
    description = "Carries what crosses the lab's sites, with a delay where asked.",
    mixinStandardHelpOptions = true)
public final class LinkCommand implements Callable<Integer> {
  static final String PATH = "/pipes";

  @Option(
      names = "--pipe",
      required = true,
      paramLabel = "NAME=HOST:PORT->HOST:PORT[,lag][,from=ADDRESS]",
      description = "A way across sites; once per way.")
  private List<String> pipes = new ArrayList<>();

  @Option(
      names = "--lag",
      paramLabel = "DURATION",
      defaultValue = "0ms",
      description =
          "One-way delay of standbys' connections through pipes marked lag (default ${DEFAULT-VALUE}).")
  private String lag = "";

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "[HOST:]PORT",
      description = "Control interface; loopback if no host is given.")
  private String admin = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Duration delay = Durations.parse(lag).orElseThrow(this::notADuration);
    List<Pipe> open = new ArrayList<>();
    for (String pipe : pipes) {
      PipeSpec spec = PipeSpec.parse(pipe);
      open.add(new Pipe(spec, spec.lagging() ? delay : Duration.ZERO));
    }
    try (JsonServer control =
        JsonServer.start(HostPort.parseOrLoopback(admin), PATH, new LinkControl(open))) {
      System.out.printf("link carries %d pipes, control on port %d%n", open.size(), control.port());
      new CountDownLatch(1).await();
    }
    return Blame.NONE.code();
  }

  private Fault notADuration() {
    return new Fault(
        Blame.USAGE, "\"" + lag + "\" is not a duration", "write for example --lag 200ms");
  }
}
