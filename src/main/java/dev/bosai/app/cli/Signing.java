package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.attest.Statement;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Signs what a person says. Without a named key it is the one that the system file has of the
 * person: beside the file, where the lab keeps its people's keys, or in the home folder.
 */
final class Signing {
  private final Surroundings surroundings;
  private final PrintWriter screen;
  private final Path systemFile;

  /**
   * Makes one.
   *
   * @param screen where a person is told what to do
   * @param systemFile beside which keys may lie in a folder {@code keys}
   */
  Signing(Surroundings surroundings, PrintWriter screen, Path systemFile) {
    this.surroundings = surroundings;
    this.screen = screen;
    this.systemFile = systemFile;
  }

  /**
   * Signs a statement.
   *
   * @param named the key that was typed; null where none was
   * @param person whom the system file names; null if it does not
   * @return the armored signature
   * @throws Fault if there is no key, or {@code ssh-keygen} does not sign
   */
  String sign(Statement statement, @Nullable Path named, @Nullable Person person) {
    SshKey key = named == null ? found(statement.who(), person) : SshKey.of(named);
    if (surroundings.terminal()) {
      screen.println("signing with \"" + key.file() + "\"; a hardware key waits to be touched");
      screen.flush();
    }
    return key.sign(statement);
  }

  private SshKey found(String who, @Nullable Person person) {
    if (person == null || person.key().isEmpty()) {
      return SshKey.usual(surroundings.home());
    }
    Path beside = systemFile.toAbsolutePath().resolveSibling("keys");
    Path own = surroundings.home().resolve(".ssh");
    return SshKey.withPublic(person.key(), beside)
        .or(() -> SshKey.withPublic(person.key(), own))
        .orElseThrow(
            () ->
                new Fault(
                    Blame.USAGE,
                    "the key that the system file has of \"" + who + "\" is not in \"" + own + "\"",
                    "name its file, or its \".pub\" file where an agent has it, with --key FILE"));
  }
}
