package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.Pace;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.rejoin.Leftovers;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has a backup brought back into a directory of its own. */
final class Restoring {
  private static final String LABEL = "backup_label";

  /** Shown for each file: how much of all is there with it. */
  private static final Pattern FAR = Pattern.compile(".* restore file .*, ([0-9.]+)%\\).*");

  private static final double PERCENT = 100;

  /**
   * What the user's configuration says of restores is for a restore over the live cluster: it would
   * write into what the live one links to, or leave databases out.
   */
  private static final List<String> BESIDE =
      List.of(
          "--no-delta",
          "--no-link-all",
          "--reset-link-map",
          "--reset-tablespace-map",
          "--reset-tablespace-map-all",
          "--reset-db-include",
          "--reset-db-exclude",
          "--reset-recovery-option");

  private final Pgbackrest program;
  private final Info.Stored stored;
  private final Path into;
  private final Owner owner;

  Restoring(Pgbackrest program, Info.Stored stored, Path into, Owner owner) {
    this.program = program;
    this.stored = stored;
    this.into = into.toAbsolutePath().normalize();
    this.owner = owner;
  }

  void run(Consumer<String> progress) throws IOException, InterruptedException {
    if (isDone()) {
      return;
    }
    begin();
    Pace pace = new Pace();
    program.follow(command(), line -> progress(line, pace, progress));
    Files.delete(marker());
    Durable.sync(parent());
  }

  /**
   * Nothing is said of recovery, and nothing reaches the archive. It flushes each file, and writes
   * the control file last (f07).
   */
  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "--repo=" + stored.repository(),
                "--set=" + stored.backup().id(),
                directory(),
                "--type=none",
                "--archive-mode=off"));
    command.addAll(BESIDE);
    command.add("restore");
    return command;
  }

  private String directory() {
    return "--pg1-path=" + into;
  }

  private void progress(String line, Pace pace, Consumer<String> progress) {
    Matcher far = FAR.matcher(line);
    if (far.matches()) {
      long bytes = stored.backup().bytes();
      double part = Double.parseDouble(far.group(1)) / PERCENT;
      progress.accept(pace.at((long) (bytes * part), bytes));
    }
  }

  /** What an attempt finished that died before it could tell. */
  private boolean isDone() throws IOException {
    Path label = into.resolve(LABEL);
    return !Files.exists(marker())
        && Files.exists(new ControlFile(into).live())
        && Files.exists(label)
        && Files.readString(label).contains(start(stored.backup()));
  }

  private static String start(Backup backup) {
    return "START WAL LOCATION: " + backup.start() + " ";
  }

  /** A restore that was cut off is not gone on with but made anew: half of it may be on no disk. */
  private void begin() throws IOException, InterruptedException {
    if (!Files.exists(marker()) && !isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "directory \"%s\" is not empty and was not left by a restore; nothing was changed"
              .formatted(into),
          "choose another directory, or see what it is and remove it");
    }
    Leftovers.endWith(List.of(directory()));
    Durable.replace(marker(), stored.backup().id().getBytes(StandardCharsets.UTF_8), owner);
    Files.deleteIfExists(new ControlFile(into).live());
    Durable.removeTree(into);
    Durable.folder(into, owner);
    Files.setPosixFilePermissions(
        into, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
  }

  private boolean isEmpty() throws IOException {
    if (!Files.exists(into)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(into)) {
      return entries.findAny().isEmpty();
    }
  }

  private Path marker() {
    return into.resolveSibling(into.getFileName() + ".restoring");
  }

  private Path parent() {
    Path parent = into.getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
