package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.workflows.attest.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person's SSH key, used by {@code ssh-keygen -Y sign}: it asks for a passphrase at the terminal,
 * takes an agent's key where the file is a public one, and waits for a hardware key to be touched.
 *
 * @param file a private key, or a public one whose other half the agent or the hardware has
 */
record SshKey(Path file) {
  private static final Duration TO_TOUCH_OR_TYPE = Duration.ofMinutes(2);

  private static final String PUBLIC = ".pub";

  /** What OpenSSH itself looks for, hardware first. */
  private static final List<String> USUAL =
      List.of("id_ed25519_sk", "id_ecdsa_sk", "id_ed25519", "id_ecdsa", "id_rsa");

  /**
   * Returns the key that a person named.
   *
   * @throws Fault if there is no such file
   */
  static SshKey of(Path named) {
    if (!Files.isReadable(named)) {
      throw new Fault(
          Blame.USAGE,
          "key \"" + named + "\" cannot be read",
          "give the file of your SSH key, or its \".pub\" file where an agent has the key");
    }
    return new SshKey(named);
  }

  /**
   * Returns the key in a home folder that OpenSSH would use, too.
   *
   * @throws Fault if there is none
   */
  static SshKey usual(Path home) {
    return USUAL.stream()
        .map(name -> home.resolve(".ssh").resolve(name))
        .filter(Files::isReadable)
        .findFirst()
        .map(SshKey::new)
        .orElseThrow(
            () ->
                new Fault(
                    Blame.USAGE,
                    "no SSH key was found in \"" + home.resolve(".ssh") + "\"",
                    "name yours with --key FILE"));
  }

  /**
   * Returns the key in a folder whose public half is the given one; where the private half is not
   * beside it, an agent is expected to have it.
   *
   * @param line as in a {@code .pub} file
   */
  static Optional<SshKey> withPublic(String line, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(PUBLIC))
          .filter(Files::isReadable)
          .sorted()
          .filter(file -> blob(text(file)).equals(blob(line)))
          .findFirst()
          .map(SshKey::privateHalf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SshKey privateHalf(Path shown) {
    String name = String.valueOf(shown.getFileName());
    Path secret = shown.resolveSibling(name.substring(0, name.length() - PUBLIC.length()));
    return new SshKey(Files.isReadable(secret) ? secret : shown);
  }

  /** The comment after the key says nothing. */
  private static String blob(String line) {
    String[] words = line.strip().split("\\s+", 3);
    return words.length < 2 ? "" : words[0] + " " + words[1];
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Signs a statement.
   *
   * @return the armored signature
   * @throws Fault if {@code ssh-keygen} is missing or refuses
   */
  String sign(Statement statement) {
    try {
      Path folder = Files.createTempDirectory("bosai-sign-");
      Path text = folder.resolve("answer");
      Path signature = folder.resolve("answer.sig");
      try {
        Files.writeString(text, statement.text());
        run(text);
        return Files.readString(signature);
      } finally {
        Files.deleteIfExists(signature);
        Files.deleteIfExists(text);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Path text) {
    List<String> command =
        List.of(
            "ssh-keygen",
            "-Y",
            "sign",
            "-f",
            file.toString(),
            "-n",
            Statement.NAMESPACE,
            text.toString());
    Program.Outcome outcome = Program.of(command, TO_TOUCH_OR_TYPE).run();
    if (!outcome.good()) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "\"ssh-keygen\" did not sign with \"" + file + "\": " + outcome.text(),
          "try \"ssh-keygen -Y sign -f " + file + " -n test /etc/hostname\" by itself");
    }
  }
}
