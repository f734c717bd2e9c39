package dev.bosai.app.codec;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.Loopback;
import dev.bosai.app.run.TemporalUi;
import dev.bosai.app.system.SystemFiles;
import dev.bosai.app.system.YamlFile;
import dev.bosai.app.temporal.PayloadKeys;
import dev.bosai.app.temporal.SealedPayloads;
import dev.bosai.runbooks.system.Encryption;
import dev.bosai.runbooks.system.SystemFile;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bosai codec serve}: runs until it is stopped. */
@Command(
    name = "serve",
    description =
        "Decrypts what the Web UI asks for, on this host alone; runs until it is stopped.",
    footer = {
      "",
      "Whoever can reach it reads every run, so it listens on this host alone.",
      "",
      "Examples:",
      "  bosai codec serve --system /etc/bosai/bosai.yaml",
      "  temporal workflow show -w recovery/shop --codec-endpoint http://127.0.0.1:8234"
    })
final class CodecServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--system",
      paramLabel = "FILE",
      description = "System file; by default the one at hand.")
  private @Nullable String system;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8234",
      description = "A loopback address (default ${DEFAULT-VALUE}).")
  private String listen = "";

  @Option(
      names = "--ui",
      paramLabel = "ORIGIN",
      description =
          "The Web UI's scheme, host and port, and no other page is answered; by default as the"
              + " system file says.")
  private @Nullable String ui;

  @Override
  public Integer call() throws InterruptedException {
    HostPort at = HostPort.parseOrLoopback(listen);
    if (!Loopback.holds(at)) {
      throw new Fault(
          Blame.USAGE,
          "\"" + listen + "\" can be reached from other hosts, and whoever asks is answered",
          "listen on 127.0.0.1, and let a proxy before it ask for TLS and a password");
    }
    SystemFile file = YamlFile.system(SystemFiles.ofThisProcess().find(system));
    String page = page(file);
    Encryption encryption = file.temporal().encryption();
    if (encryption == null) {
      throw new Fault(
          Blame.USAGE,
          "the system file encrypts nothing, so there is nothing to decrypt",
          "see \"temporal.encryption\"");
    }
    SealedPayloads codec = new SealedPayloads(PayloadKeys.of(encryption, System.getenv()));
    try (CodecServer server = CodecServer.start(at, page, codec)) {
      spec.commandLine()
          .getOut()
          .println("answers " + page + " on " + at.host() + ":" + server.port());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return Blame.NONE.code();
  }

  private String page(SystemFile file) {
    String page = ui == null ? TemporalUi.of(file.temporal()).origin() : ui;
    if (!page.matches("https?://[^/\\s]+")) {
      throw new Fault(
          Blame.USAGE,
          "\"" + page + "\" is no origin; expected scheme, host and port, and no path",
          "give it with --ui, for example http://127.0.0.1:8233");
    }
    return page;
  }
}
