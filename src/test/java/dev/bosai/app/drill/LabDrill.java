package dev.bosai.app.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.LabStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real lab, put up by the packaged program and taken down at the end whatever happened. Commands
 * run as processes, as a person's do; looks and faults use the lab's own code, to be quick.
 */
public final class LabDrill implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** As a person starts it; it keeps loaded classes, which halves the time a command takes. */
  private static final Path LAUNCHER = Path.of("../bosai");

  private final LabHome home;

  private LabDrill(LabHome home) {
    this.home = home;
  }

  /**
   * Puts a lab up.
   *
   * @param home its {@code BOSAI_HOME}
   * @param basePort the first of its ports
   * @param options more of {@code lab up}'s, for example {@code --replication sync}
   */
  public static LabDrill up(Path home, int basePort, String... options) {
    LabDrill drill = new LabDrill(new LabHome(home));
    List<String> command = new ArrayList<>(List.of("lab", "up", "--base-port", "" + basePort));
    command.addAll(List.of(options));
    Said said = drill.bosai(command.toArray(String[]::new));
    if (said.exit() != 0) {
      drill.close();
      throw new AssertionError("the lab did not come up: " + said);
    }
    return drill;
  }

  /** Runs a command of the packaged program to its end. */
  public Said bosai(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("bosai-drill-", ".out");
      Path err = Files.createTempFile("bosai-drill-", ".err");
      try {
        return new Said(run(command, out, err), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a replica promotion and stays until it needs a person or redundancy is back. */
  public Said promote() {
    return bosai(
        "start",
        "replica-promotion",
        "--system",
        systemFile().toString(),
        "--yes",
        "--json",
        "--wait=protected");
  }

  /** Starts a switchover and stays until it needs a person or every step has ended. */
  public Said switchover() {
    return bosai(
        "start", "switchover", "--system", systemFile().toString(), "--yes", "--json", "--wait");
  }

  /** Asks for a run's status. */
  public Said status(String run) {
    return bosai("status", run, "--system", systemFile().toString(), "--json");
  }

  /** Asks for a run's report. */
  public JsonNode report(String run) {
    return json("report", run, "--system", systemFile().toString(), "--json");
  }

  /** Kills every process of the primary and returns which node that was. */
  public String killPrimary() {
    return new LabFault(lab(), Clock.systemUTC()).killPrimary().node();
  }

  /** Looks at the lab now. */
  public LabStatus look() {
    return LabStatus.of(lab());
  }

  /** Returns the lab. */
  public Lab lab() {
    return Lab.open(home);
  }

  /** Returns the lab's system file. */
  public Path systemFile() {
    return lab().layout().systemFile();
  }

  /** Returns a node by its name. */
  public LabNode node(String name) {
    Lab lab = lab();
    return name.equals("db1")
        ? LabNode.db1(lab.layout(), lab.settings().ports())
        : LabNode.db2(lab.layout(), lab.settings().ports());
  }

  /** Asks a node itself, past the route and the engine; one line per row. */
  public List<String> ask(String node, String query) {
    Lab lab = lab();
    try {
      String password = Files.readString(lab.layout().adminPassword()).strip();
      List<String> command =
          List.of(
              Path.of(lab.settings().postgresBin()).resolve("psql").toString(),
              "-XAtq",
              "postgresql://bosai@127.0.0.1:" + node(node).port() + "/shop",
              "-c",
              query);
      return new Program(command, Map.of("PGPASSWORD", password), Duration.ofSeconds(30))
          .runWell("read the server's log")
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the last line a command printed as JSON, or fails with all that it said. */
  public JsonNode json(String... arguments) {
    return bosai(arguments).json();
  }

  /** Takes everything down. */
  @Override
  public void close() {
    bosai("lab", "down");
  }

  private int run(List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("BOSAI_HOME", home.home().toString());
    builder.environment().put("BOSAI_AS_BUILT", "yes");
    builder.environment().put("USER", "aya");
    Process process = builder.start();
    try {
      if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new AssertionError(
          command + " did not end; it said " + Files.readString(out) + Files.readString(err));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
