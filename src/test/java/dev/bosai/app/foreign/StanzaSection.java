package dev.bosai.app.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the document says of pgBackRest, for this machine.
 *
 * @param text of the section, with the paths of here
 * @param config pgBackRest's configuration file
 */
record StanzaSection(String text, Path config) {
  private static final Path DOCUMENT = Path.of("../docs/protect-your-own.md");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### With pgBackRest$(.*?)(?=^##+ |\\z)");

  /**
   * Reads it.
   *
   * @param folder in which everything is that the document has below {@code /srv/backups}
   * @param data the primary's data directory
   */
  static StanzaSection here(Path folder, Path data) throws IOException {
    Matcher section = SECTION.matcher(Files.readString(DOCUMENT));
    if (!section.find()) {
      throw new AssertionError(DOCUMENT + " says nothing of pgBackRest");
    }
    Path config = folder.resolve("pgbackrest.conf");
    String text =
        section
            .group(1)
            .replace("/etc/pgbackrest.conf", config.toString())
            .replace("/srv/backups/", folder + "/backup-")
            .replace("/srv/pg/main", data.toString())
            .replace("sudo -u postgres ", "")
            // Its own default is the machine's, and so are the folders of its locks and logs.
            .replace("pgbackrest --stanza", "pgbackrest --config=" + config + " --stanza")
            .replace("[global]\n", global(folder));
    return new StanzaSection(text, config);
  }

  private static String global(Path folder) {
    return "[global]\nlock-path=%1$s/lock\nlog-path=%1$s/log\nspool-path=%1$s/spool\n"
        .formatted(folder);
  }

  String configuration() {
    return block("ini");
  }

  String server() {
    return block("conf");
  }

  String backups() {
    return block("yaml");
  }

  List<String> commands() {
    return block("console")
        .lines()
        .filter(line -> line.startsWith("$ "))
        .map(line -> line.substring(2))
        .toList();
  }

  /** Returns how it is called for the stanza of the document. */
  String program() {
    return "pgbackrest --config=" + config + " --stanza=bank";
  }

  private String block(String kind) {
    Matcher block = Pattern.compile("(?ms)^```" + kind + "\\n(.*?)^```$").matcher(text);
    if (!block.find()) {
      throw new AssertionError("no block of " + kind + " in the section");
    }
    return block.group(1);
  }
}
