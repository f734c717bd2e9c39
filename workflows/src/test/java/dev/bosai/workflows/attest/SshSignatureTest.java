package dev.bosai.workflows.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSH signs is verified, and nothing else is. */
final class SshSignatureTest {
  private static final Statement ANSWER =
      new Statement(
          "shop@7f3k", "fence-1", "00ff", "attest", "node \"db1\" cannot write", "aya", "dark");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ed25519, 256, sha512",
    "rsa, 3072, sha512",
    "rsa, 2048, sha256",
    "ecdsa, 256, sha512",
    "ecdsa, 384, sha256",
    "ecdsa, 521, sha512"
  })
  void what_ssh_keygen_signs_holds(String type, String bits, String hash) throws Exception {
    Path key = folder.resolve("key");
    run("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", key.toString());
    String line = Files.readString(folder.resolve("key.pub"));
    // Two numbers of an elliptic signature are now and then shorter than their curve.
    for (int i = 0; i < (type.equals("ecdsa") ? 40 : 1); i++) {
      String signature = signed(key, ANSWER, hash);
      assertThatCode(() -> SshSignature.parse(signature).verify(line, ANSWER))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void a_touched_hardware_key_holds_and_an_untouched_one_does_not() {
    TestKey key = TestKey.ofHardware();

    SshSignature.parse(key.sign(ANSWER)).verify(key.line(), ANSWER);

    SshSignature untouched = SshSignature.parse(key.sign(ANSWER, Statement.NAMESPACE, 0));
    assertThatThrownBy(() -> untouched.verify(key.line(), ANSWER))
        .isInstanceOf(BadSignature.class)
        .hasMessage("nobody touched the hardware key");
  }

  @Test
  void a_signature_holds_for_nothing_else() {
    TestKey key = TestKey.ofFile();
    SshSignature signature = SshSignature.parse(key.sign(ANSWER));
    List<Statement> others =
        List.of(
            new Statement("shop@8888", "fence-1", "00ff", "attest", ANSWER.about(), "aya", "dark"),
            new Statement("shop@7f3k", "fence-2", "00ff", "attest", ANSWER.about(), "aya", "dark"),
            new Statement("shop@7f3k", "fence-1", "00fe", "attest", ANSWER.about(), "aya", "dark"),
            new Statement("shop@7f3k", "fence-1", "00ff", "retry", ANSWER.about(), "aya", "dark"),
            new Statement("shop@7f3k", "fence-1", "00ff", "attest", "db2", "aya", "dark"),
            new Statement("shop@7f3k", "fence-1", "00ff", "attest", ANSWER.about(), "ken", "dark"),
            new Statement("shop@7f3k", "fence-1", "00ff", "attest", ANSWER.about(), "aya", "lit"));

    for (Statement other : others) {
      assertThatThrownBy(() -> signature.verify(key.line(), other))
          .isInstanceOf(BadSignature.class)
          .hasMessage("it is of another answer, other facts, or altered");
    }
  }

  @Test
  void another_key_or_another_purpose_does_not_hold() {
    TestKey key = TestKey.ofFile();

    assertThatThrownBy(
            () -> SshSignature.parse(TestKey.ofFile().sign(ANSWER)).verify(key.line(), ANSWER))
        .hasMessage("it was made with another key than the system file's");
    assertThatThrownBy(
            () -> SshSignature.parse(key.sign(ANSWER, "git", 1)).verify(key.line(), ANSWER))
        .hasMessage("it was made for \"git\"");
  }

  /** One byte is changed, or the end cut off: refused with a reason, never a crash. */
  @Test
  void damage_is_refused_wherever_it_is() {
    TestKey key = TestKey.ofFile();
    String[] lines = key.sign(ANSWER).split("\n", -1);
    byte[] whole =
        Base64.getMimeDecoder()
            .decode(String.join("", List.of(lines).subList(1, lines.length - 2)));
    Random chance = new Random(4);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << chance.nextInt(8));
      byte[] cut = Arrays.copyOf(whole, at);
      assertRefused(damaged, key.line(), at);
      assertRefused(cut, key.line(), at);
    }
    for (String text : List.of("", "yes", "-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----")) {
      assertThatThrownBy(() -> SshSignature.parse(text)).isInstanceOf(BadSignature.class);
    }
  }

  private static void assertRefused(byte[] blob, String line, int at) {
    String armored =
        "-----BEGIN SSH SIGNATURE-----\n"
            + Base64.getEncoder().encodeToString(blob)
            + "\n-----END SSH SIGNATURE-----\n";
    assertThatThrownBy(() -> SshSignature.parse(armored).verify(line, ANSWER))
        .as("byte %d", at)
        .isInstanceOf(BadSignature.class);
  }

  @Test
  void what_has_two_lines_is_not_signed_at_all() {
    assertThatThrownBy(() -> new Statement("r", "p", "f", "attest", "", "aya", "dark\nby: ken"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be one line");
  }

  private String signed(Path key, Statement statement, String hash) throws Exception {
    Path text = Files.writeString(folder.resolve("answer"), statement.text());
    Files.deleteIfExists(folder.resolve("answer.sig"));
    run(
        "ssh-keygen",
        "-q",
        "-Y",
        "sign",
        "-O",
        "hashalg=" + hash,
        "-f",
        key.toString(),
        "-n",
        Statement.NAMESPACE,
        text.toString());
    return Files.readString(folder.resolve("answer.sig"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
