package dev.bosai.app.cli;

import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.CardOrder;
import dev.bosai.workflows.attest.Statement;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a person orders something by card. */
final class CardOptions {
  @Option(
      names = "--card",
      required = true,
      paramLabel = "FILE",
      description = "This host's card, DATA.bosai/card.json.")
  private Path card = Path.of("card.json");

  @Option(
      names = "--why",
      required = true,
      paramLabel = "REASON",
      description = "The reason; it stands in the journal, and in the report of the next run.")
  private String why = "";

  @Option(names = "--who", paramLabel = "PERSON", description = "Who orders; default: $USER.")
  private @Nullable String who;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your SSH key, where the card names people; default ~/.ssh/id_….")
  private @Nullable Path key;

  /** Reads the card, which must be this host's own and unchanged. */
  CardFile read() {
    return HostWork.on("reading the card", () -> CardFile.read(card.toAbsolutePath()));
  }

  /** Returns the card's path, to be typed again. */
  Path card() {
    return card.toAbsolutePath();
  }

  /** Returns the person's order, signed where the card names people. */
  CardOrder order(CardFile file, String effect, Surroundings surroundings) {
    String person = who == null ? surroundings.user() : Typed.name("--who", who);
    Statement statement =
        CardOrder.statement(file, effect, person, Typed.line("--why", Typed.name("--why", why)));
    boolean signs = key != null || !file.card().system().people().isEmpty();
    return new CardOrder(statement, signs ? own(surroundings).sign(statement) : "");
  }

  private SshKey own(Surroundings surroundings) {
    return key == null ? SshKey.usual(surroundings.home()) : SshKey.of(key);
  }
}
