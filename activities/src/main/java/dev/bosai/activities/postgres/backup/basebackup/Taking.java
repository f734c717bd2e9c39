package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.backup.Pace;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.rejoin.Conninfo;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code pg_basebackup} into a folder of the repository. */
final class Taking {
  /** Once everything is copied it is flushed to the disk, of which nothing is shown. */
  private static final Duration STALLED = Duration.ofMinutes(15);

  private static final Pattern FAR = Pattern.compile("(\\d+)/(\\d+) kB .*");

  /** The server says so after a minute, and would wait for ever. */
  private static final String UNARCHIVED =
      "still waiting for all required WAL segments to be archived";

  private final Host host;
  private final Secrets secrets;

  Taking(Host host, Secrets secrets) {
    this.host = host;
    this.secrets = secrets;
  }

  /** Copies the primary's tree, without its WAL, which the archive holds. */
  void run(Primary primary, Path data, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path passwords = host.data().marker().resolve("backup-passwords");
    Durable.folder(host.data().marker(), host.owner());
    Durable.replace(passwords, passwordLine(primary.database().admin()), host.owner());
    try {
      copy(conninfo(primary, passwords), data, progress);
    } finally {
      Files.deleteIfExists(passwords);
    }
  }

  private void copy(Conninfo conninfo, Path data, Consumer<String> progress)
      throws IOException, InterruptedException {
    Process process =
        host.programs()
            .builder(
                "pg_basebackup",
                List.of(
                    "--pgdata=" + data,
                    "--dbname=" + conninfo.forTool(),
                    "--wal-method=none",
                    "--checkpoint=fast",
                    "--manifest-checksums=SHA256",
                    "--label=bosai " + data.getName(data.getNameCount() - 2),
                    "--progress",
                    "--no-password"))
            .redirectErrorStream(true)
            .start();
    AtomicReference<String> last = new AtomicReference<>("");
    Pace pace = new Pace();
    int code =
        new ProgramLines(process, "pg_basebackup")
            .each(STALLED, line -> followed(line.strip(), last, pace, progress));
    if (code != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "copying the primary failed: " + last.get(),
          "see that its pg_hba.conf lets this host replicate; it is tried again");
    }
  }

  private static void followed(
      String line, AtomicReference<String> last, Pace pace, Consumer<String> progress) {
    if (line.contains(UNARCHIVED)) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the primary's archive_command does not deliver: the copy is there, its WAL is not",
          "read the primary's log and \"pg_stat_archiver\"; it is tried again");
    }
    Matcher far = FAR.matcher(line);
    if (far.matches()) {
      progress.accept(
          pace.at(Long.parseLong(far.group(1)) << 10, Long.parseLong(far.group(2)) << 10));
    } else if (!line.isEmpty()) {
      last.set(line);
    }
  }

  private Conninfo conninfo(Primary primary, Path passwords) {
    return new Conninfo(Map.of())
        .at(primary.node().host(), primary.node().port())
        .with("user", primary.database().admin().user())
        .with("passfile", passwords.toString())
        .with("application_name", "bosai-backup");
  }

  private byte[] passwordLine(Database.Admin admin) {
    String password = admin.password().isEmpty() ? "" : secrets.resolve(admin.password());
    String line = "*:*:*:" + escaped(admin.user()) + ":" + escaped(password) + "\n";
    return (password.isEmpty() ? "" : line).getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }
}
