package dev.bosai.activities.postgres.rejoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandbyNamesTest {

  @Test
  void commitsHangUnlessEnoughNamedStandbysStream() {
    assertThat(StandbyNames.parse("db2").heldBy(List.of("db2"))).isTrue();
    assertThat(StandbyNames.parse("db2").heldBy(List.of("db3"))).isFalse();
    assertThat(StandbyNames.parse("*").heldBy(List.of("db3"))).isTrue();
    assertThat(StandbyNames.parse("ANY 2 (db2, \"db3\")").heldBy(List.of("DB2"))).isFalse();
    assertThat(StandbyNames.parse("2 (db2, db3)").heldBy(List.of("db2", "db3"))).isTrue();
  }

  @Test
  void theNewPrimarysOwnPlaceGoesToTheOldOne() {
    assertThat(StandbyNames.exchanged("FIRST 1 (db2, db22)", "db2", "db1"))
        .isEqualTo("FIRST 1 (\"db1\", db22)");
    assertThat(StandbyNames.exchanged("\"db-2\"", "db-2", "db-1")).isEqualTo("\"db-1\"");
    assertThat(StandbyNames.exchanged("db1, db2", "db2", "db1")).isEqualTo("db1, db2");
    assertThat(StandbyNames.exchanged("*", "db2", "db1")).isEqualTo("*");
  }
}
