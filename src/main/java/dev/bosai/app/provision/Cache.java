package dev.bosai.app.provision;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ServerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * What was fetched once and is kept for all labs of this machine.
 *
 * @param folder readable by the user that servers run as
 */
public record Cache(Path folder) {

  /**
   * Finds the cache.
   *
   * @param environment for {@code BOSAI_CACHE}
   * @param user runs the servers; where it is not this process's own, root's home would be closed
   *     to it
   */
  public static Cache of(Map<String, String> environment, ServerUser user) {
    String set = environment.getOrDefault("BOSAI_CACHE", "");
    if (!set.isEmpty()) {
      return new Cache(Path.of(set).toAbsolutePath());
    }
    return new Cache(
        user.switched() ? Path.of("/var/cache/bosai") : home(environment).resolve(".cache/bosai"));
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
  }

  /**
   * Makes a folder in the cache, readable by everybody whatever the umask says.
   *
   * @throws Fault of the environment if it cannot be made
   */
  public Path make(String name) {
    try {
      Path made = Files.createDirectories(folder.resolve(name));
      open(folder);
      Path below = folder;
      for (Path part : folder.relativize(made)) {
        below = below.resolve(part);
        open(below);
      }
      return made;
    } catch (IOException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the cache \"" + folder + "\" cannot be written: " + e.getMessage(),
          "set BOSAI_CACHE to a folder of yours",
          e);
    }
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
