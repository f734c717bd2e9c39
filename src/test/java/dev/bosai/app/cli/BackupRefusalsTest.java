package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an order of work on backups, and whose it is to put right. */
@Timeout(60)
class BackupRefusalsTest {
  @TempDir Path folder;
  private final Repository repository = new Repository();
  private RunServer server;
  private Bosai bosai;

  @BeforeEach
  void open() throws IOException {
    server = new RunServer();
    server.writeFiles(folder);
    bosai = new Bosai(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aTimeWithoutZoneOrInTheFutureIsRefusedBeforeAnythingIsAsked() {
    Said zoneless =
        bosai.run("backup", "find", "--system", "shop", "--around", "2026-11-25T03:14:07");
    Said future =
        bosai.run("backup", "find", "--system", "shop", "--around", "2999-11-25T03:14:07Z");

    assertThat(zoneless.code()).isEqualTo(1);
    assertThat(zoneless.err()).contains("is not a time with a zone", "HINT: write it as");
    assertThat(future.code()).isEqualTo(1);
    assertThat(future.err()).contains("nothing can have happened in the future");
  }

  @Test
  void exitCodesSayWhoCanPutItRight() {
    server.startBackupWorkers("shop", "tokyo", repository);

    repository.failure = failure(FailureType.REFUSED, "two nodes take writes");
    Said refused = bosai.run("backup", "take", "--system", "shop");
    repository.failure = failure(FailureType.UNREACHABLE, "the repository does not answer");
    Said unreachable = bosai.run("backup", "list", "--system", "shop", "--json");

    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).isEqualTo("bosai: two nodes take writes\n  HINT: look at it\n");
    assertThat(unreachable.code()).isEqualTo(30);
    assertThat(unreachable.err()).contains("\"exitCode\":30", "the repository does not answer");
  }

  @Test
  void aDatabaseWithoutBackupsIsRefusedWithWhatToAdd() throws IOException {
    Path file = folder.resolve("bosai.yaml");
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^    backups: .*\n", ""));

    Said said = bosai.run("backup", "take", "--system", "shop");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains(
            "database \"main\" of \"shop\" has no backups; nothing was touched",
            "HINT: add \"backups: {kind: basebackup");
  }

  @Test
  void anUnknownDatabaseIsNamedWithThoseThereAre() {
    Said said = bosai.run("backup", "list", "--system", "shop", "--database", "mian");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("no database \"mian\"", "name one with --database: main");
  }

  private static ApplicationFailure failure(FailureType type, String message) {
    String text = message + "\n  HINT: look at it";
    return ApplicationFailure.newNonRetryableFailure(text, type.name());
  }
}
