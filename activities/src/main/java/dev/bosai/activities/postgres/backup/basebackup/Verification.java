package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Proven.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what {@code pg_verifybackup} says into checks, one for each file. */
final class Verification {
  private static final String NAME = "pg_verifybackup";
  private static final Pattern COMPLAINT =
      Pattern.compile("pg_verifybackup: (?:error|fatal|warning): (.*)");
  private static final Pattern ON_DISK =
      Pattern.compile("\"([^\"]+)\" is present in the manifest but not on disk");
  private final Backup backup;
  private final Path tree;

  Verification(Backup backup, Path tree) {
    this.backup = backup;
    this.tree = tree;
  }

  List<Check> checks(Programs.Output output) {
    List<Check> bad =
        output
            .text()
            .lines()
            .map(COMPLAINT::matcher)
            .filter(Matcher::matches)
            .map(complaint -> new Check(NAME, false, sentence(complaint.group(1))))
            .toList();
    if (!bad.isEmpty()) {
      return bad;
    }
    return output.code() == 0
        ? List.of(new Check(NAME, true, "every file of backup \"" + backup.id() + "\" is whole"))
        : List.of(new Check(NAME, false, sentence(output.tail())));
  }

  private String sentence(String complaint) {
    Matcher missing = ON_DISK.matcher(complaint);
    String said = missing.matches() ? "file \"" + missing.group(1) + "\" is missing" : complaint;
    return "backup \"" + backup.id() + "\": " + said.replace(tree + "/", "");
  }
}
