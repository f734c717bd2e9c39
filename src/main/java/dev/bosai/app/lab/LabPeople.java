package dev.bosai.app.lab;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * Who decides in the lab: whoever puts it up commands, and somebody made up approves. Each has an
 * SSH key without a passphrase, which belongs to whoever puts the lab up, not to its servers.
 */
final class LabPeople {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}";

  private final Path keys;
  private final String commander;

  /**
   * Makes them.
   *
   * @param keys folder of their keys
   * @param commander name of whoever puts the lab up
   */
  LabPeople(Path keys, String commander) {
    this.keys = keys;
    this.commander = commander;
  }

  /**
   * Makes the keys and returns the system file's part; empty where no {@code ssh-keygen} is there
   * to make them, and then everybody may decide, and nobody attest.
   */
  String text() {
    boolean canSign = Program.of(List.of("sh", "-c", "command -v ssh-keygen"), SOON).run().good();
    if (!canSign || !commander.matches(NAME)) {
      return "";
    }
    return "people:\n" + person(commander, "commander") + person(approver(), "approver");
  }

  private String approver() {
    return commander.equals("ken") ? "aya" : "ken";
  }

  private String person(String name, String role) {
    return "  \"%s\": {key: \"%s\", roles: [%s]}\n".formatted(name, publicKey(name), role);
  }

  private String publicKey(String name) {
    Path key = keys.resolve(name);
    Path shown = keys.resolve(name + ".pub");
    try {
      Files.createDirectories(
          keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (!Files.exists(shown)) {
        Files.deleteIfExists(key);
        Program.of(
                List.of(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-C",
                    name,
                    "-f",
                    key.toString()),
                SOON)
            .runWell("make it by hand, then put the lab up again");
      }
      return Files.readString(shown).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
