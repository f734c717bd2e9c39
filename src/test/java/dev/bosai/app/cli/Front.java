package dev.bosai.app.cli;

import dev.bosai.app.host.Await;
import dev.bosai.app.host.Ports;
import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.provision.TemporalProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Temporal's development server, and HAProxy before it, which ends TLS and lets nobody in without a
 * client certificate, as a bank's front would.
 */
final class Front implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final int firstPort;
  private final Deque<Process> running = new ArrayDeque<>();

  private Front(Path folder, int firstPort) {
    this.folder = folder;
    this.firstPort = firstPort;
  }

  /**
   * Puts both up.
   *
   * @param firstPort of three: Temporal, the front, and a front that asks for an API key, too
   */
  static Front up(Path folder, int firstPort) throws IOException {
    Front front = new Front(folder, firstPort);
    front.temporal();
    new Certificates(folder).make();
    front.haproxy();
    for (int port = firstPort; port < firstPort + 3; port++) {
      int each = port;
      if (!Await.until(() -> Ports.answers(each), PATIENCE)) {
        throw new IllegalStateException("nobody answers on port " + each);
      }
    }
    return front;
  }

  /**
   * Runs Temporal's own command line against the server behind the front, and returns its words.
   */
  String temporal(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(cli());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", behind()));
    return Program.of(command, PATIENCE).runWell("read the log of temporal in " + folder);
  }

  String behind() {
    return "127.0.0.1:" + firstPort;
  }

  String address() {
    return "127.0.0.1:" + (firstPort + 1);
  }

  String addressWithKey() {
    return "127.0.0.1:" + (firstPort + 2);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Starts a process of Bosai's that stays, and returns its log. */
  Path daemon(String name, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", "../target/bosai.jar"));
    command.addAll(List.of(arguments));
    return start(name, command, environment);
  }

  private void temporal() throws IOException {
    List<String> command = new ArrayList<>(List.of(cli(), "server", "start-dev", "--headless"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(firstPort)));
    command.addAll(List.of("--log-level", "warn"));
    command.addAll(List.of("--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000"));
    command.addAll(List.of("--dynamic-config-value", "history.timerProcessorMaxPollRPS=2000"));
    start("temporal", command, Map.of());
  }

  private static String cli() {
    return new TemporalProvider(System.getenv(), ServerUser.find(), System.out::println)
        .provide()
        .program()
        .toString();
  }

  private void haproxy() throws IOException {
    String configuration =
        """
        defaults
          mode http
          timeout connect 2s
          timeout client 5m
          timeout server 5m
        frontend certificate
          bind %1$s ssl crt %4$s ca-file %5$s verify required alpn h2
          default_backend temporal
        frontend certificate_and_key
          bind %2$s ssl crt %4$s ca-file %5$s verify required alpn h2
          http-request deny unless { req.hdr(authorization) -m str "Bearer let-me-in" }
          default_backend temporal
        backend temporal
          server temporal %3$s proto h2
        """
            .formatted(
                address(),
                addressWithKey(),
                behind(),
                file("server-both.pem"),
                file("authority.pem"));
    Path written = Files.writeString(file("haproxy.cfg"), configuration);
    start("haproxy", List.of("/usr/sbin/haproxy", "-db", "-f", written.toString()), Map.of());
  }

  private Path start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path log = file(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    running.push(builder.start());
    return log;
  }

  @Override
  public void close() {
    running.forEach(process -> process.destroyForcibly().onExit().join());
  }

  /** Who vouches for whom: one authority for the server and a client, another for a stranger. */
  private record Certificates(Path folder) {
    void make() throws IOException {
      authority("authority");
      authority("stranger-authority");
      signed("server", "authority", "DNS:temporal.ops");
      signed("client", "authority", "DNS:worker.tokyo");
      signed("stranger", "stranger-authority", "DNS:worker.tokyo");
      Files.writeString(
          folder.resolve("server-both.pem"),
          Files.readString(folder.resolve("server.pem"))
              + Files.readString(folder.resolve("server.key")));
    }

    private void authority(String name) {
      openssl(name, "-addext", "basicConstraints=critical,CA:TRUE");
    }

    private void signed(String name, String authority, String alternative) {
      openssl(
          name,
          "-addext",
          "subjectAltName=" + alternative,
          "-addext",
          "basicConstraints=critical,CA:FALSE",
          "-CA",
          folder.resolve(authority + ".pem").toString(),
          "-CAkey",
          folder.resolve(authority + ".key").toString());
    }

    private void openssl(String name, String... more) {
      List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
      command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
      command.addAll(List.of("-days", "2", "-subj", "/CN=" + name));
      command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
      command.addAll(List.of("-out", folder.resolve(name + ".pem").toString()));
      command.addAll(List.of(more));
      Program.of(command, PATIENCE).runWell("install openssl");
    }
  }
}
