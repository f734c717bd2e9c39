package dev.bosai.app.lab;

import dev.bosai.activities.postgres.backup.ArchiveProgram;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.postgres.LabStanza;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes what the lab's processes read: their program, the system file, and the program that takes
 * messages.
 */
final class LabFiles {
  private final LabLayout layout;
  private final LabSettings settings;
  private final Folders folders;
  private final LabPeople people;

  LabFiles(LabLayout layout, LabSettings settings, LabPeople people) {
    this.layout = layout;
    this.settings = settings;
    this.people = people;
    this.folders = new Folders(settings.user());
  }

  /** Writes what is missing. */
  void write() {
    folders.open(layout.root().resolve("sites"));
    folders.open(layout.ops());
    folders.open(layout.probe());
    folders.closed(layout.backups());
    folders.closed(layout.archive());
    folders.program(layout.archiveProgram(), ArchiveProgram.text());
    if (settings.backups() == BackupKind.PGBACKREST) {
      new LabStanza(layout, settings).write(folders);
    }
    if (!Files.exists(layout.jar())) {
      copyProgram();
    }
    if (!Files.exists(layout.systemFile())) {
      folders.readable(
          layout.systemFile(), new SystemFileText(layout, settings).text() + people.text());
      folders.program(layout.notifyProgram(), notifyProgram());
    }
  }

  // One line per message: it comes as one JSON document without line breaks. A message that comes
  // again is known by its key, and a link is made by one of two that come at once.
  private String notifyProgram() {
    return """
    #!/bin/sh
    set -e
    message=$(cat)
    mkdir -p '%1$s.keys'
    if ln -s told '%1$s.keys/'"$(printf %%s "$BOSAI_KEY" | tr / _)" 2>/dev/null; then
      printf '%%s\\n' "$message" >> '%1$s'
    fi
    """
        .formatted(layout.receipts());
  }

  private void copyProgram() {
    try {
      Path own =
          Path.of(LabFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(own)) {
        throw new Fault(
            Blame.ENVIRONMENT,
            "the lab needs the packaged program, found classes in \"" + own + "\"",
            "start it with ./bosai, or run \"mvn package\" and use target/bosai.jar");
      }
      Path folder = folders.open(layout.jar().resolveSibling(""));
      Path part = folder.resolve("bosai.jar.part");
      Files.copy(own, part, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(part, layout.jar(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is no path", e);
    }
  }
}
