package dev.bosai.app.system;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the system file a command is about; reading it is the parser's work. */
public final class SystemFiles {
  private static final Path SHARED = Path.of("/etc/bosai");
  private static final String LAB = "lab";

  private final Map<String, String> environment;
  private final Path workingDirectory;

  /**
   * Makes a finder.
   *
   * @param environment for {@code BOSAI_SYSTEM} and {@code BOSAI_HOME}
   * @param workingDirectory where {@code bosai.yaml} is looked for first
   */
  public SystemFiles(Map<String, String> environment, Path workingDirectory) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory.toAbsolutePath();
  }

  /** Makes a finder for this process. */
  public static SystemFiles ofThisProcess() {
    return new SystemFiles(System.getenv(), Path.of(""));
  }

  /**
   * Finds a system file.
   *
   * @param given a path, {@code lab}, or a name that stands for {@code NAME.yaml}; null asks for
   *     the one at hand: {@code BOSAI_SYSTEM}, else {@code bosai.yaml} here or in {@code
   *     /etc/bosai}, else the lab's
   * @return an existing file
   * @throws Fault if there is none
   */
  public Path find(@Nullable String given) {
    if (given != null && given.isBlank()) {
      throw new Fault(
          Blame.USAGE,
          "the system's name is empty",
          "name a system or its file with --system, or leave --system out for the one at hand");
    }
    String wanted = given == null ? environment.getOrDefault("BOSAI_SYSTEM", "") : given;
    return wanted.isEmpty() ? atHand() : named(wanted);
  }

  private Path named(String wanted) {
    Path path = YamlFile.typed(workingDirectory, wanted);
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (wanted.equals(LAB)) {
      return lab();
    }
    return first(
        List.of(workingDirectory.resolve(wanted + ".yaml"), SHARED.resolve(wanted + ".yaml")),
        "system file \"" + wanted + "\"",
        "give the path of a system file, or \"lab\" for the lab's");
  }

  private Path lab() {
    Path file = labFile();
    if (!Files.isRegularFile(file)) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "there is no lab: \"" + file + "\" does not exist",
          "run \"bosai lab up\", or set BOSAI_HOME to the lab's home");
    }
    return file;
  }

  private Path atHand() {
    return first(
        List.of(workingDirectory.resolve("bosai.yaml"), SHARED.resolve("bosai.yaml"), labFile()),
        "system file",
        "name one with --system FILE, or run \"bosai lab up\" for a system to practise on");
  }

  private Path labFile() {
    return LabHome.of(environment, workingDirectory).systemFile();
  }

  private static Path first(List<Path> places, String what, String hint) {
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () -> new Fault(Blame.FILE, "no " + what + ", looked for " + listed(places), hint));
  }

  private static String listed(List<Path> places) {
    return places.stream().map(place -> "\"" + place + "\"").collect(Collectors.joining(", "));
  }
}
