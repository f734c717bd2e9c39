package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.attest.Attestors;
import dev.bosai.workflows.attest.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyTest {
  private static final Statement WORD =
      new Statement("shop@r1", "first-1", "00", "approve", "", "aya", "pulled");

  @TempDir private Path home;

  @Test
  void whatItSignsIsVerifiedAsTheRunDoes() throws IOException {
    String line = made("id_ed25519");

    String signature = SshKey.of(home.resolve("id_ed25519")).sign(WORD);

    new Attestors(Map.of("aya", new Person(line, List.of(Person.COMMANDER))))
        .verify(WORD, signature);
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.map(String::valueOf)).noneMatch(name -> name.contains("bosai-sign-"));
    }
  }

  @Test
  void aFileThatIsNoKeyIsTheSurroundingsFault() throws IOException {
    Path file = Files.writeString(home.resolve("note"), "not a key");

    Fault fault = catchThrowableOfType(Fault.class, () -> SshKey.of(file).sign(WORD));

    assertThat(fault.blame()).isEqualTo(Blame.ENVIRONMENT);
    assertThat(fault).hasMessageContaining("\"ssh-keygen\" did not sign with \"" + file + "\"");
  }

  @Test
  void theUsualKeyIsTheOneThatOpenSshWouldTakeHardwareFirst() throws IOException {
    Files.createDirectories(home.resolve(".ssh"));
    assertThatThrownBy(() -> SshKey.usual(home))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("no SSH key was found");

    Files.writeString(home.resolve(".ssh/id_rsa"), "");
    assertThat(SshKey.usual(home).file()).endsWithRaw(Path.of("id_rsa"));
    Files.writeString(home.resolve(".ssh/id_ed25519_sk"), "");
    assertThat(SshKey.usual(home).file()).endsWithRaw(Path.of("id_ed25519_sk"));
  }

  @Test
  void aKeyIsFoundByItsPublicHalfWhateverItsNameAndComment() throws IOException {
    String line = made("mine");
    made("other");
    String withoutComment = line.replaceAll(" [^ ]*$", "");

    assertThat(SshKey.withPublic(withoutComment, home)).contains(new SshKey(home.resolve("mine")));
    Files.delete(home.resolve("mine"));
    assertThat(SshKey.withPublic(line, home)).contains(new SshKey(home.resolve("mine.pub")));
    Files.delete(home.resolve("mine.pub"));
    assertThat(SshKey.withPublic(line, home)).isEmpty();
    assertThat(SshKey.withPublic(line, home.resolve("nowhere"))).isEmpty();
  }

  private String made(String name) throws IOException {
    Path file = home.resolve(name);
    Program.of(
            List.of(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "note", "-f", file.toString()),
            Duration.ofSeconds(20))
        .runWell("install openssh-client");
    return Files.readString(home.resolve(name + ".pub")).strip();
  }
}
