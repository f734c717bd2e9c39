package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.run.RunName;
import dev.bosai.app.run.Runs;
import dev.bosai.app.run.TemporalUi;
import dev.bosai.app.system.SystemFiles;
import dev.bosai.app.system.YamlFile;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.runbooks.system.SystemFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the system file a command is about, and opens the place where that system's runs
 * live.
 */
final class Systems {
  private final Surroundings surroundings;
  private final SystemFiles files;

  Systems(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.files = new SystemFiles(surroundings.environment(), surroundings.directory());
  }

  /**
   * Reads a system file.
   *
   * @param given a path, or the name of a system; null asks for the one at hand
   * @throws Fault if there is none
   * @throws dev.bosai.runbooks.problem.InvalidFile if it cannot be used
   */
  SystemFile read(@Nullable String given) {
    return YamlFile.system(path(given));
  }

  /**
   * Finds a system file.
   *
   * @param given as for reading it
   * @throws Fault if there is none
   */
  Path path(@Nullable String given) {
    try {
      return files.find(given);
    } catch (Fault fault) {
      if (given == null || given.indexOf('/') >= 0) {
        throw fault;
      }
      return atHand(given, fault);
    }
  }

  /** Reads the file of the system a run recovers. */
  SystemFile of(RunName run, @Nullable String given) {
    SystemFile system = read(given == null ? run.system() : given);
    if (!system.system().equals(run.system())) {
      throw new Fault(
          Blame.USAGE,
          "the system file is about \"" + system.system() + "\", not \"" + run.system() + "\"",
          "name the run \""
              + system.system()
              + "\", or give the other system's file with --system");
    }
    return system;
  }

  /** Opens the place where a system's runs live. */
  Runs runs(SystemFile system) {
    return Runs.open(
        system.temporal(), access(system), TemporalUi.of(system.temporal()), surroundings.clock());
  }

  /** Returns how this host reaches that place. */
  TemporalAccess access(SystemFile system) {
    return TemporalAccess.of(system.temporal(), surroundings.environment());
  }

  /**
   * A system named by its own name may stand in a file of another name, such as {@code bosai.yaml}.
   */
  private Path atHand(String name, Fault notFound) {
    Path file;
    try {
      file = files.find(null);
    } catch (Fault none) {
      notFound.addSuppressed(none);
      throw notFound;
    }
    if (!YamlFile.system(file).system().equals(name)) {
      throw notFound;
    }
    return file;
  }
}
