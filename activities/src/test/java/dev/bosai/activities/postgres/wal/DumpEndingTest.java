package dev.bosai.activities.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pg_waldump of PostgreSQL 14 to 16 says. */
class DumpEndingTest {
  private static final WalFolder WAL = new WalFolder(Path.of("pg_wal"), 16 << 20);
  private static final String AT = "pg_waldump: error: error in WAL record at 0/300FAD0: ";

  @Test
  void zerosAndPagesOfAnEarlierUseAreTheEndOfALog() {
    assertThat(end(AT + "invalid record length at 0/300FAF8: wanted 24, got 0"))
        .contains(Lsn.parse("0/300FAF8"));
    assertThat(end(AT + "invalid record length at 0/300FAF8: expected at least 24, got 0"))
        .contains(Lsn.parse("0/300FAF8"));
    assertThat(
            end(
                AT
                    + "invalid magic number 0000 in log segment 000000010000000000000003,"
                    + " offset 8192"))
        .contains(Lsn.parse("0/3002000"));
    assertThat(
            end(
                AT
                    + "unexpected pageaddr 0/1002000 in WAL segment 000000010000000000000003,"
                    + " LSN 0/3002000, offset 8192"))
        .contains(Lsn.parse("0/3002000"));
  }

  @Test
  void soIsALogWithoutARecordOrWithoutANextSegment() {
    assertThat(end("pg_waldump: fatal: could not find a valid record after 0/300FAF8"))
        .contains(Lsn.parse("0/300FAF8"));
    assertThat(
            end(
                "pg_waldump: error: could not find file \"000000010000000000000004\": No such file"
                    + " or directory"))
        .contains(Lsn.parse("0/4000000"));
  }

  @Test
  void anythingElseIsNot() {
    assertThat(end(AT + "invalid record length at 0/300FAF8: wanted 24, got 7")).isEmpty();
    assertThat(
            end(
                AT
                    + "invalid magic number CFD2 in log segment 000000010000000000000003,"
                    + " offset 8192"))
        .isEmpty();
    assertThat(end(AT + "incorrect resource manager data checksum in record at 0/300FAF8"))
        .isEmpty();
    assertThat(
            end(
                "pg_waldump: error: could not read from file 000000010000000000000002, offset 1000:"
                    + " read 0 of 7192"))
        .isEmpty();
    assertThat(
            end(
                "pg_waldump: error: could not open file \"000000010000000000000002\": Permission"
                    + " denied"))
        .isEmpty();
    assertThat(end("")).isEmpty();
  }

  @Test
  void norIsAnyOtherExitCode() {
    DumpEnding killed =
        new DumpEnding(137, "pg_waldump: error: could not find a valid record after 0/300FAF8");
    assertThat(killed.end(WAL)).isEmpty();
    assertThat(new DumpEnding(137, "").sentence())
        .isEqualTo("\"pg_waldump\" ended with 137 before the end of the WAL");
  }

  private static Optional<Lsn> end(String said) {
    return new DumpEnding(1, said).end(WAL);
  }
}
