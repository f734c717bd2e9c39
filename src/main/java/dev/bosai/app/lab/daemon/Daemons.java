package dev.bosai.app.lab.daemon;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Starts the lab's processes, apart from the command that starts them, and waits for them. */
public final class Daemons {
  private static final int TAIL = 5;

  private final LabLayout layout;
  private final ServerUser user;
  private final Registry registry;

  /**
   * Makes a starter.
   *
   * @param user that the processes run as
   */
  public Daemons(LabLayout layout, ServerUser user) {
    this.layout = layout;
    this.user = user;
    this.registry = new Registry(layout.processes());
  }

  /** Returns the mark that all of a lab's processes carry in their environment. */
  public static String mark(LabLayout layout) {
    return "BOSAI_LAB=" + layout.root();
  }

  /** Starts a daemon unless it lives. */
  public void start(Daemon daemon) {
    if (registry.living(daemon.name()).isPresent()) {
      return;
    }
    try {
      Process process = builder(daemon).start();
      ProcessIdentity.of(process.pid()).ifPresent(identity -> registry.remember(daemon, identity));
    } catch (IOException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "\"" + daemon.name() + "\" could not be started: " + e.getMessage(),
          "util-linux (setsid, setpriv) must be installed",
          e);
    }
  }

  /**
   * Waits until a daemon does what it is for.
   *
   * @param ready looks whether it does
   * @throws Fault of the environment, with the end of its log, if it ends or takes too long
   */
  public void await(Daemon daemon, BooleanSupplier ready, Duration within) {
    boolean done =
        Await.until(() -> registry.living(daemon.name()).isEmpty() || ready.getAsBoolean(), within);
    if (registry.living(daemon.name()).isEmpty()) {
      throw failure(daemon, "ended");
    }
    if (!done) {
      throw failure(daemon, "was not ready after " + within.toSeconds() + " s");
    }
  }

  private Fault failure(Daemon daemon, String what) {
    return new Fault(
        Blame.ENVIRONMENT,
        "\"" + daemon.name() + "\" " + what + "; the end of its log: " + tail(log(daemon)),
        "read \"" + log(daemon) + "\", then run \"bosai lab up\" again");
  }

  private ProcessBuilder builder(Daemon daemon) {
    Path site = new Folders(user).open(layout.site(daemon.site()));
    new Folders(user).open(layout.logs(daemon.site()));
    // setsid and setpriv replace themselves with the program, so the process keeps the id that is
    // recorded.
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(user.running(daemon.command()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(site.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log(daemon).toFile()));
    builder.environment().put("BOSAI_LAB", layout.root().toString());
    builder.environment().put("BOSAI_HOME", site.toString());
    builder.environment().put("HOME", site.toString());
    return builder;
  }

  private Path log(Daemon daemon) {
    return layout.logs(daemon.site()).resolve(daemon.name() + ".log");
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
