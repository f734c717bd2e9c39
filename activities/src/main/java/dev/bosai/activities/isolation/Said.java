package dev.bosai.activities.isolation;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Redaction;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.SystemFile;
import io.temporal.failure.ApplicationFailure;
import java.util.stream.Stream;

/**
 * Quotes what programs print: one short line, without any secret that the system file refers to.
 */
final class Said {
  private static final int MOST_CHARACTERS = 200;
  private final SystemFile file;
  private final Secrets secrets;

  Said(Protected listed, Secrets secrets) {
    this.file = listed.file();
    this.secrets = secrets;
  }

  /** Returns the quoted text; {@code nothing} if there is none. */
  String quoted(String text) {
    String line = redaction().clean(text).replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "nothing";
    }
    return "\""
        + (line.length() > MOST_CHARACTERS
            ? "…" + line.substring(line.length() - MOST_CHARACTERS)
            : line)
        + "\"";
  }

  private Redaction redaction() {
    Redaction redaction = new Redaction();
    Stream.concat(
            file.databases().values().stream().map(database -> database.admin().password()),
            file.channels().values().stream()
                .filter(Channel.Webhook.class::isInstance)
                .map(channel -> ((Channel.Webhook) channel).url()))
        .forEach(reference -> add(redaction, reference));
    return redaction;
  }

  private void add(Redaction redaction, String reference) {
    try {
      redaction.secret(secrets.resolve(reference));
    } catch (ApplicationFailure unknownHere) {
      // A value that this worker cannot read is none that its programs could print.
    }
  }
}
