package dev.bosai.activities.postgres.aim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Candidates.Candidate;
import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MostTellingTest {
  private static final Instant AROUND = Instant.parse("2026-11-25T03:14:00Z");
  private final MostTelling found = new MostTelling(2, AROUND);

  @Test
  void theNearestOfEachSortAreKeptInTheOrderOfTheirCommits() {
    add("create", -50);
    add("update", -40);
    add("drop", -3);
    add("insert", 2);
    add("create", 4);
    add("delete", 30);
    add("create", 60);

    assertThat(found.kept())
        .extracting(Candidate::kind)
        .containsExactly("drop", "insert", "create", "delete");
    assertThat(found.leftOut()).isEqualTo(3);
  }

  @Test
  void aRowIsGoneForItsTransactionOnlyIfItWasThereBefore() {
    assertThat(Rows.NONE.withInserted(2).withDeleted().withDeleted().gone()).isZero();
    assertThat(Rows.NONE.withDeleted().withInserted(2).gone()).isEqualTo(1);
    assertThat(Rows.NONE.withInserted(1).plus(Rows.NONE.withDeleted()).gone()).isZero();
    assertThat(Rows.NONE.withDeleted().plus(Rows.NONE.withDeleted())).isEqualTo(new Rows(0, 0, 2, 2));
  }

  private void add(String kind, int second) {
    Lsn lsn = new Lsn(1_000 + second);
    found.add(
        new Candidate("7", AROUND.plusSeconds(second), lsn, lsn, kind, List.of(), "xid:7"));
  }
}
