package dev.bosai.activities.postgres.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows are in the order in which the server reads them, else nothing would match. */
class PairTest {
  @Test
  void textsAreInTheOrderOfTheirBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Row> rows =
        new ArrayList<>(
            IntStream.range(0, 2_000).mapToObj(i -> new Row(List.of(text(random)))).toList());
    List<Row> byBytes = new ArrayList<>(rows);
    byBytes.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
    rows.sort(pair("text").order());
    assertThat(rows).as("seed " + seed).isEqualTo(byBytes);
  }

  @Test
  void wholeNumbersAreInTheirOwn() {
    List<Row> rows = new ArrayList<>(List.of(row("10"), row("9"), row("-3"), row("-20")));
    rows.sort(pair("bigint").order());
    assertThat(rows).containsExactly(row("-20"), row("-3"), row("9"), row("10"));
  }

  @Test
  void nullIsFirst() {
    List<Row> rows = new ArrayList<>(List.of(row("a"), row(null), row("")));
    rows.sort(pair("text").order());
    assertThat(rows).containsExactly(row(null), row(""), row("a"));
  }

  private static Row row(String cell) {
    return new Row(Collections.singletonList(cell));
  }

  private static Pair pair(String type) {
    List<Column> columns = List.of(new Column("k", type, false, false));
    Table table = new Table("public", "t", false, columns, List.of("k"), 100);
    return new Pair(table, table);
  }

  private static byte[] bytes(Row row) {
    return row.cells().get(0).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Random random) {
    int[] alphabet = {'a', 'b', 'Z', '-', 0xE4, 0xFFFD, 0xFF5E, 0x1F680, 0x10FFFF, 0xD7FF, 0xE000};
    return IntStream.range(0, random.nextInt(5))
        .map(i -> alphabet[random.nextInt(alphabet.length)])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
