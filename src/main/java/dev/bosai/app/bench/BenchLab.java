package dev.bosai.app.bench;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabDown;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.lab.LabUp;
import dev.bosai.app.lab.postgres.LabServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A lab of the benchmark's own, in a home of its own; closing it takes it down. */
public final class BenchLab implements AutoCloseable {
  private final Lab lab;
  private final Path folder;
  private final Thread interrupted;

  private static final Set<String> CLIENTS = Set.of("shop", "probe");

  private BenchLab(Lab lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
    // Nobody knows the home of this lab, so that nobody could take it down by hand.
    this.interrupted = new Thread(this::takeDown, "lab-down");
    Runtime.getRuntime().addShutdownHook(interrupted);
  }

  /**
   * One lab's two servers by what they are at this moment.
   *
   * @param primary takes writes
   * @param standby follows
   */
  public record Pair(LabNode primary, LabNode standby) {}

  /** Puts a lab up; whatever came up of one that fails is taken down again. */
  public static BenchLab up(LabRequest request) {
    Path folder = temporary();
    LabHome home = new LabHome(folder.resolve("home"));
    try {
      return new BenchLab(new LabUp(home, System.getenv(), line -> {}).up(request), folder);
    } catch (RuntimeException e) {
      new LabDown(home).down();
      remove(home, folder);
      throw e;
    }
  }

  /** Returns the lab. */
  public Lab lab() {
    return lab;
  }

  /** Returns the commands of people. */
  public Commands commands() {
    return new Commands(lab.home());
  }

  /** Returns what breaks it. */
  public LabFault faults() {
    return new LabFault(lab, Clock.systemUTC());
  }

  /** Returns the system file. */
  public String systemFile() {
    return lab.layout().systemFile().toString();
  }

  /** Looks which server is which now. */
  public Pair pair() {
    LabNode primary = node(LabServer.Role.PRIMARY);
    return new Pair(primary, node(LabServer.Role.STANDBY));
  }

  /** Returns a reader of rows at the given port, as the application's user. */
  public Sql sql(int port) {
    return new Sql(program("psql"), "127.0.0.1", port, "shop", Duration.ofSeconds(20));
  }

  /** Returns a reader of rows through the clients' route. */
  public Sql route() {
    return sql(lab.settings().ports().route());
  }

  /** Returns the path of one of PostgreSQL's programs. */
  public String program(String name) {
    return Path.of(lab.settings().postgresBin()).resolve(name).toString();
  }

  /**
   * Measures while the lab's own clients stand still. They have a hundred writes a second made
   * durable on the disk that Temporal writes to.
   */
  public <T> T quietly(Supplier<T> measuring) {
    List<ProcessIdentity> clients =
        LabStatus.of(lab).processes().stream()
            .filter(process -> CLIENTS.contains(process.name()))
            .flatMap(process -> ProcessIdentity.of(process.pid()).stream())
            .toList();
    ProcessIdentity.signal("STOP", clients);
    try {
      return measuring.get();
    } finally {
      ProcessIdentity.signal("CONT", clients);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(interrupted);
    takeDown();
  }

  private void takeDown() {
    new LabDown(lab.home()).down();
    remove(lab.home(), folder);
  }

  private static void remove(LabHome home, Path folder) {
    try {
      Files.deleteIfExists(home.home());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LabNode node(LabServer.Role role) {
    return lab.servers().servers().stream()
        .filter(server -> server.look().role() == role)
        .map(LabServer::node)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    Blame.RUN,
                    "no server of the lab is a " + role + " now",
                    "read the logs in \"" + lab.layout().root() + "\""));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("bosai-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
