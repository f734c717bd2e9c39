package dev.bosai.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.Await;
import dev.bosai.app.host.Ports;
import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.provision.PostgresProvider;
import dev.bosai.app.provision.TemporalProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bosai put on a machine as the documents say, with a Temporal of its own. */
final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> SCRIPTS =
      List.of("make-cluster.sh", "supervise.sh", "node.sh", "insist.sh", "make-debian.sh");

  private final Path folder;
  private final ServerUser user;
  private final Deque<Started> running = new ArrayDeque<>();

  private Installation(Path folder, ServerUser user) {
    this.folder = folder;
    this.user = user;
  }

  /**
   * Puts the program and the test's scripts where the servers' user may enter, and starts Temporal.
   *
   * @param temporal its port
   */
  static Installation make(int temporal) throws IOException {
    Installation installation = placed();
    // The launcher writes its class archive once, before several start together.
    assertThat(installation.bosai("--version").exit()).isZero();
    installation.temporal(temporal);
    return installation;
  }

  private static Installation placed() throws IOException {
    ServerUser user = ServerUser.find();
    Path folder = Files.createTempDirectory("bosai-foreign-");
    copy(CHECKOUT.resolve("bosai"), folder.resolve("opt/bosai"));
    copy(CHECKOUT.resolve("target/bosai.jar"), folder.resolve("opt/target/bosai.jar"));
    for (String script : SCRIPTS) {
      Path source = CHECKOUT.resolve("src/test/resources/foreign").resolve(script);
      copy(source, folder.resolve("scripts").resolve(script));
    }
    for (Path each : List.of(folder, folder.resolve("opt"), folder.resolve("opt/target"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      user.own(each);
    }
    return new Installation(folder, user);
  }

  Path folder() {
    return folder;
  }

  ServerUser user() {
    return user;
  }

  Path postgres() {
    return new PostgresProvider(System.getenv(), user, System.out::println).provide().bin();
  }

  /** Starts Temporal's development server, which is what anybody practises with. */
  private void temporal(int port) throws IOException {
    TemporalProvider.TemporalCli cli =
        new TemporalProvider(System.getenv(), user, System.out::println).provide();
    List<String> command = new ArrayList<>(List.of(cli.program().toString(), "server"));
    command.addAll(List.of("start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "warn"));
    command.addAll(List.of("--port", Integer.toString(port)));
    start("temporal", command);
    if (!Await.until(() -> Ports.answers(port), PATIENCE)) {
      throw new IllegalStateException("temporal does not answer on port " + port);
    }
  }

  /** Runs a command to its end. */
  Program.Outcome bosai(String... arguments) {
    return new Program(user.running(command(arguments)), environment(), PATIENCE).run();
  }

  /** Starts a command that stays. */
  Started daemon(String name, String... arguments) throws IOException {
    return start(name, command(arguments));
  }

  /** Starts a program that stays. */
  Started start(String name, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    Started started = Started.of(log, user.running(command), environment());
    running.push(started);
    return started;
  }

  /** Returns all that was said by what was started here. */
  String logs() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(one -> one.toString().endsWith(".log")).sorted().toList()) {
        all.append("\n== ").append(log.getFileName()).append('\n').append(Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(folder.resolve("opt/bosai").toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private Map<String, String> environment() {
    return Map.of("HOME", folder.toString(), "PGPASSWORD", ForeignCluster.PASSWORD);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling(""));
    Files.copy(from, to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        to.resolveSibling(""), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public void close() {
    running.forEach(Started::close);
    Program.of(List.of("rm", "-rf", folder.toString()), PATIENCE).runWell("remove it by hand");
  }
}
