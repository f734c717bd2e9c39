package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalSizeTest {
  private static final List<String> LINES =
      IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList();

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(TerminalSize.fitting(LINES, 40)).isEqualTo(LINES);
  }

  @Test
  void whatDoesNotFitIsLeftOutInTheMiddle() {
    List<String> fitting = TerminalSize.fitting(LINES, 20);

    assertThat(fitting).hasSize(19).startsWith("1", "2").endsWith("29", "30");
    assertThat(fitting.get(8)).isEqualTo("  … 12 lines do not fit …");
  }
}
