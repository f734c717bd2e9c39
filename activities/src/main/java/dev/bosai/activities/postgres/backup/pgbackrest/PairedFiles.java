package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.postgres.host.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a repository keeps twice. The program reads the second where the first is damaged, and calls
 * all well until the second is lost too, so they are compared.
 */
final class PairedFiles {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private final Pgbackrest program;
  private final int repository;

  /**
   * Prepares it.
   *
   * @param repository number of the one they lie in
   */
  PairedFiles(Pgbackrest program, int repository) {
    this.program = program;
    this.repository = repository;
  }

  /** Returns what is wrong with the lists of backups and WAL, one sentence each. */
  List<String> ofStanza() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>(wrong("backup/" + program.stanza() + "/backup.info"));
    wrong.addAll(wrong("archive/" + program.stanza() + "/archive.info"));
    return wrong;
  }

  /** Returns what is wrong with the list of a backup's files, one sentence each. */
  List<String> ofBackup(String label) throws IOException, InterruptedException {
    return wrong("backup/" + program.stanza() + "/" + label + "/backup.manifest");
  }

  /** Whoever changes them writes one after the other, so a second look decides. */
  private List<String> wrong(String file) throws IOException, InterruptedException {
    return look(file).isEmpty() ? List.of() : look(file);
  }

  private List<String> look(String file) throws IOException, InterruptedException {
    Path first = Files.createTempFile("bosai-", ".first");
    Path second = Files.createTempFile("bosai-", ".second");
    try {
      List<String> wrong = new ArrayList<>();
      read(file, first).ifPresent(wrong::add);
      read(file + ".copy", second).ifPresent(wrong::add);
      if (wrong.isEmpty() && Files.mismatch(first, second) >= 0) {
        wrong.add(
            "one of \"%s\" and \"%s.copy\" in repository %d is damaged: they differ"
                .formatted(file, file, repository));
      }
      return wrong;
    } finally {
      Files.deleteIfExists(first);
      Files.deleteIfExists(second);
    }
  }

  private Optional<String> read(String file, Path into) throws IOException, InterruptedException {
    Process process = program.start(into, List.of("--repo=" + repository, "repo-get", file));
    int code = Programs.awaited(process, BOUND, "pgbackrest");
    if (code == 0) {
      return Optional.empty();
    }
    String reason = Pgbackrest.reason(Programs.text(into));
    return Optional.of(
        "\"%s\" in repository %d cannot be read: %s".formatted(file, repository, reason));
  }
}
