package dev.bosai.app.provision;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes programs out of wheels; what was taken out before is used again. */
final class Unpack {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Unpack() {}

  /**
   * Takes the one entry out whose name ends so. It appears under its final name only when it is
   * whole, so that a killed try leaves nothing that looks finished.
   *
   * @param target does not exist yet
   */
  static Path entry(Path wheel, String suffix, Path target) {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(candidate -> candidate.getName().endsWith(suffix))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(wheel + " holds no *" + suffix));
      Path part = target.resolveSibling(target.getFileName() + ".part");
      try (InputStream bytes = zip.getInputStream(entry)) {
        Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Unpacks a tar archive without its outermost folder, readable by everybody, and deletes it.
   *
   * @param target does not exist yet; appears when it is whole
   */
  static void tar(Path archive, Path target) throws Unavailable {
    try {
      Path part = Files.createTempDirectory(target.getParent(), ".unpack-");
      Program.Outcome outcome =
          Program.of(
                  List.of(
                      "tar",
                      "-xzf",
                      archive.toString(),
                      "-C",
                      part.toString(),
                      "--no-same-owner",
                      "--same-permissions",
                      "--strip-components=1"),
                  PATIENCE)
              .run();
      if (!outcome.good()) {
        throw new Unavailable(
            "\"" + archive.getFileName() + "\" cannot be unpacked: " + outcome.text());
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
