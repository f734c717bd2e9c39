package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.cli.Bosai.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose a mistake is, and that it is told before anything outside is asked. */
@Timeout(60)
class BlameTest {
  @TempDir private Path folder;
  private Bosai bosai;

  /** Its Temporal would never answer: whoever asked it would end with code 30. */
  @BeforeEach
  void writeFiles() throws IOException {
    bosai = new Bosai(folder);
    String system = Files.readString(Path.of("../runbooks/examples/bosai.yaml"));
    Files.writeString(
        folder.resolve("bosai.yaml"), system.replace("temporal.ops.example:7233", "127.0.0.1:1"));
    Files.writeString(
        folder.resolve("latin.yaml"), "system: shop # d\u00e9mo\n", StandardCharsets.ISO_8859_1);
  }

  @Test
  void anInputThatIsGivenTwiceIsRefused() {
    Said said =
        bosai.run(
            "plan",
            "point-in-time-recovery",
            "--input",
            "target=xid:4711",
            "--input",
            "target=xid:4712");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo("bosai: input \"target\" is given twice\n  HINT: give it once\n");
  }

  @Test
  void aVariableThatIsNotSetNamesNoSystem() {
    Said said = bosai.run("plan", "replica-promotion", "--system", "");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("the system's name is empty", "HINT: name a system or its file");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void aFileThatIsNoUtf8IsRefusedWhereItStopsBeingOne() {
    Said said = bosai.run("plan", "replica-promotion", "--system", "latin.yaml");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("latin.yaml:1:17: byte 0xE9 here is not UTF-8\n  HINT: ");
  }

  @Test
  void aProblemOfAPlanNamesTheFileItStandsIn() throws IOException {
    String own = Files.readString(Path.of("../runbooks/examples/maintenance-page.yaml"));
    Files.writeString(folder.resolve("own.yaml"), own.replace("default: api", "default: apo"));

    Said said = bosai.run("plan", "own.yaml");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).startsWith("own.yaml:").contains("unknown service \"apo\"");
  }

  @Test
  void whatIsTypedWronglyIsToldBeforeTemporalIsAsked() {
    String[] start = {"start", "replica-promotion", "--yes", "--accept-loss", "soon"};

    assertThat(bosai.run(start).code()).isEqualTo(1);
    assertThat(bosai.run("start", "replica-promotion").err()).contains("nobody can be asked");
    assertThat(bosai.run("skip", "shop", "--yes").err()).contains("\"skip\" needs a reason");
    assertThat(bosai.run("retry", "shop", "--who", "").err()).contains("\"--who\" is empty");
    assertThat(bosai.run("mark", "before deploy").err()).contains("cannot name a restore point");
  }

  @Test
  void aReasonThatBeginsWithAnAtSignOpensNoFile() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "--system nowhere");

    Said said = bosai.run("plan", "replica-promotion", "@" + words);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("@" + words);
  }
}
