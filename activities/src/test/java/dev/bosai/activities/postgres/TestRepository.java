package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.backup.ArchiveProgram;
import dev.bosai.runbooks.system.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where a test's cluster keeps its backups and its archived WAL. */
interface TestRepository {
  Duration PROVEN_WITHIN = Duration.ofHours(26);

  /** Makes what must be there before the primary starts, and returns its settings. */
  List<String> begin(Shell shell) throws IOException, InterruptedException;

  /** Does what needs a running primary. */
  void complete(PostgresServer primary) throws Exception;

  /** Lets another node's WAL and backups go there too. */
  default void serve(PostgresServer other) throws IOException {}

  /** Returns the file of a segment as the archive has it, whether or not it is there yet. */
  Path segment(String name) throws IOException;

  /** Returns what the system file says of it. */
  Backups backups(List<Backups.SqlCheck> checks);

  /**
   * Base backups and a folder of WAL, archived by both nodes.
   *
   * @param folder of both
   * @param program that archives
   */
  record Plain(Path folder, Path program) implements TestRepository {
    static Plain in(Path home) {
      return new Plain(home.resolve("backups"), home.resolve("archive-wal"));
    }

    @Override
    public List<String> begin(Shell shell) throws IOException, InterruptedException {
      shell.give(Files.createDirectory(folder));
      shell.give(Files.createDirectory(folder.resolve("wal")));
      Files.writeString(program, ArchiveProgram.text());
      return List.of(
          "archive_mode = always",
          "archive_command = 'sh %s %s \"%%p\" \"%%f\"'".formatted(program, folder.resolve("wal")));
    }

    @Override
    public void complete(PostgresServer primary) {}

    @Override
    public Path segment(String name) {
      return folder.resolve("wal").resolve(name);
    }

    @Override
    public Backups backups(List<Backups.SqlCheck> checks) {
      return new Backups.Basebackup(
          folder.toString(), PROVEN_WITHIN, Backups.Keep.USUAL, List.copyOf(checks));
    }
  }
}
