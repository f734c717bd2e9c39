package dev.bosai.activities.postgres.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
  @Test
  void aTableWithoutASchemaIsOfPublic() {
    assertThat(Wanted.parse("orders")).isEqualTo(new Wanted("public", "orders", "", List.of()));
    assertThat(Wanted.parse(" sales.orders "))
        .isEqualTo(new Wanted("sales", "orders", "", List.of()));
  }

  @Test
  void rowsAreNamedByValuesOfAColumn() {
    assertThat(Wanted.parse("sales.orders:id=1,2,3"))
        .isEqualTo(new Wanted("sales", "orders", "id", List.of("1", "2", "3")));
    assertThat(Wanted.parse("orders:at=2026-11-25 03:14:07+09"))
        .isEqualTo(new Wanted("public", "orders", "at", List.of("2026-11-25 03:14:07+09")));
  }

  @Test
  void doubleQuotesHoldWhatHasAMeaningElse() {
    assertThat(Wanted.parse("\"My.Shop\".\"a:\"\"b\":\"k=\"=\"1,2\",\"say \"\"no\"\"\",x"))
        .isEqualTo(new Wanted("My.Shop", "a:\"b", "k=", List.of("1,2", "say \"no\"", "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.b.c",
        "orders:",
        "orders:id",
        "orders:id=",
        "orders:id=1,",
        "a b",
        "orders:id=,1",
        "orders:id=\"1",
        "\"\"",
        "orders:id=\"1\"2"
      })
  void anythingElseIsRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> Wanted.parse(text))
        .hasMessageContaining("\"" + text + "\" does not name a table")
        .hasMessageContaining("HINT: write \"orders\"");
  }
}
