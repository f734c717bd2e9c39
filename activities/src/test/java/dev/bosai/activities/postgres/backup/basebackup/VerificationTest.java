package dev.bosai.activities.postgres.backup.basebackup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.Programs.Output;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven.Check;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Backup BACKUP =
      new Backup(
          "b", "basebackup", "7", 1, new Lsn(1), new Lsn(2), Instant.EPOCH, Instant.EPOCH, 1);

  @Test
  void eachComplaintNamesItsFile() {
    assertThat(
            texts(
                1,
                "pg_verifybackup: error: checksum mismatch for file \"base/5/1259\"\n"
                    + "pg_verifybackup: error: \"base/5/2\" is present in the manifest but not on"
                    + " disk\n"
                    + "pg_verifybackup: error: could not open file \"/r/b/data/base/5/3\"\n"))
        .containsExactly(
            "backup \"b\": checksum mismatch for file \"base/5/1259\"",
            "backup \"b\": file \"base/5/2\" is missing",
            "backup \"b\": could not open file \"base/5/3\"");
  }

  @Test
  void aDamagedManifestIsNoSuccess() {
    assertThat(checks(1, "pg_verifybackup: fatal: manifest checksum mismatch"))
        .extracting(Check::good)
        .containsExactly(false);
    assertThat(checks(137, "")).extracting(Check::good).containsExactly(false);
  }

  @Test
  void silenceWithSuccessIsOneGoodCheck() {
    assertThat(checks(0, "backup successfully verified\n"))
        .containsExactly(new Check("pg_verifybackup", true, "every file of backup \"b\" is whole"));
  }

  private static List<String> texts(int code, String output) {
    return checks(code, output).stream().map(Check::text).toList();
  }

  private static List<Check> checks(int code, String output) {
    return new Verification(BACKUP, Path.of("/r/b/data")).checks(new Output(code, output));
  }
}
