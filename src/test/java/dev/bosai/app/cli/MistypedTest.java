package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Bosai.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types commands wrongly: each is refused with a hint and the exit code of whoever can put it
 * right, and nothing is set going. A failure names the seed; {@code -Dbosai.seed=SEED} types that
 * command alone.
 */
@Timeout(60)
class MistypedTest {
  private static final long FIRST = 20261125L;
  private static final int LINES = 300;
  private static final Path EXAMPLES = Path.of("../runbooks/examples");

  @TempDir private static Path folder;
  private static ServerSocketChannel temporal;

  static LongStream seeds() {
    Long one = Long.getLong("bosai.seed");
    return one == null ? LongStream.range(FIRST, FIRST + LINES) : LongStream.of(one);
  }

  /** Stands where Temporal would be, and answers nothing. */
  @BeforeAll
  static void writeFiles() throws IOException {
    temporal =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    temporal.configureBlocking(false);
    String address = "127.0.0.1:" + temporal.socket().getLocalPort();
    String system =
        Files.readString(EXAMPLES.resolve("bosai.yaml"))
            .replace("temporal.ops.example:7233", address);
    write("bosai.yaml", system);
    write("no-backups.yaml", system.replaceAll("(?s)    backups:.*(?=services:)", ""));
    write("bad.yaml", system.replace("sites:", "colour: red\nsites:"));
    write("own.yaml", Files.readString(EXAMPLES.resolve("maintenance-page.yaml")));
    write(
        "unsafe.yaml",
        "runbook: x\ntitle: x\nlevel: L1\nobjectives: {rto: 1s, rpo: 0s}\nsteps:\n- promote: {}\n");
    write("empty.yaml", "");
    write("huge.yaml", "#".repeat(3 << 20));
    Files.write(folder.resolve("latin.yaml"), "système: é".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("folder"));
  }

  @AfterAll
  static void close() throws IOException {
    temporal.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsTypedWronglyIsRefusedAndSetsNothingGoing(long seed) throws IOException {
    CommandLines.Line line = CommandLines.any(new Random(seed));
    List<Path> before = files();

    Said said = new Bosai(folder).run(line.words().toArray(String[]::new));

    assertThat(said.code()).as("%s%n%s", line.words(), said.err()).isEqualTo(line.code());
    assertThat(said.out()).as("%s", line.words()).isEmpty();
    assertThat(said.err()).doesNotContain("unexpected ").doesNotContain("\u001b").isNotBlank();
    assertThat(temporal.accept()).as("a connection to Temporal").isNull();
    assertThat(files()).isEqualTo(before);
    if (line.words().contains("--json")) {
      assertThat(said.err().lines()).hasSize(1);
      var error = new ObjectMapper().readTree(said.err()).get("error");
      assertThat(error.get("exitCode").asInt()).isEqualTo(line.code());
      assertThat(error.get("hint").asText()).isNotBlank();
    } else {
      assertThat(said.err()).contains("HINT: ").contains("bosai: ");
    }
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.sorted().toList();
    }
  }
}
