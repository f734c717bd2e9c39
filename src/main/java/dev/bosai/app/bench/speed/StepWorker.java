package dev.bosai.app.bench.speed;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker on the lab's Temporal for a system without servers, whose runbooks run programs. */
final class StepWorker implements AutoCloseable {
  private static final String READY = "works for site";
  private static final String SYSTEM =
      """
      system: steps
      temporal: {address: "127.0.0.1:%d", namespace: bosai}
      sites: {here: {home: true}, there: {}}
      databases:
        none:
          database: none
          admin: {user: none}
          nodes:
            one: {site: here, host: 127.0.0.1, port: 1, data: /nonexistent/one, control: pg_ctl}
            two: {site: there, host: 127.0.0.1, port: 2, data: /nonexistent/two, control: pg_ctl}
          route: {kind: libpq, at: ["127.0.0.1:1", "127.0.0.1:2"]}
      policy: {commands: [/bin/true, /bin/sleep]}
      """;

  private final Process process;
  private final Path log;

  private StepWorker(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one. */
  static StepWorker start(BenchLab bench, String name) {
    Path root = bench.lab().layout().root();
    Path log = root.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx160m", "-XX:TieredStopAtLevel=1"));
    // A worker that is killed leaves the files of the program it ran; there they go with the lab.
    command.add("-Djava.io.tmpdir=" + root);
    command.addAll(List.of("-jar", bench.lab().layout().jar().toString()));
    command.addAll(List.of("worker", "--site", "here", "--system", systemFile(bench)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("BOSAI_LAB", root.toString());
    try {
      return new StepWorker(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path of the system file. */
  static String systemFile(BenchLab bench) {
    Path file = bench.lab().layout().root().resolve("steps.yaml");
    if (!Files.exists(file)) {
      new Folders(bench.lab().settings().user())
          .readable(file, SYSTEM.formatted(bench.lab().settings().ports().temporal()));
    }
    return file.toString();
  }

  /** Returns when it asks for work. */
  void awaitReady() {
    Await.until(() -> read(log).contains(READY), Duration.ofSeconds(60));
  }

  /** Returns whether it runs a program now. */
  boolean busy() {
    return process.toHandle().children().findAny().isPresent();
  }

  /** Kills it as a power loss would. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    Await.until(() -> !process.isAlive(), Duration.ofSeconds(10));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
