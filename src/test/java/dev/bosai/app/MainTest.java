package dev.bosai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine bosai =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void helpNamesTheCommandAndGoesToStandardOutput() {
    assertThat(bosai.execute("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: bosai");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionStartsWithTheName() {
    assertThat(bosai.execute("--version")).isZero();
    assertThat(out.toString()).startsWith("bosai ");
  }

  @Test
  void withoutACommandItExplainsItselfAndFails() {
    assertThat(bosai.execute()).isEqualTo(1);
    assertThat(err.toString()).contains("a command is missing", "Usage: bosai");
    assertThat(out.toString()).isEmpty();
  }
}
