package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.Proven.Check;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has a repository read from end to end, and tells what of it concerns one backup. The program ends
 * with success whatever it finds, and does not see that WAL is missing (f18): its words are read,
 * and WAL is looked at by others.
 */
final class Verification {
  private static final String NAME = "pgbackrest verify";
  private static final Duration BOUND = Duration.ofHours(12);
  private static final Pattern FILE =
      Pattern.compile(
          ".* (invalid checksum|invalid size|invalid result|file missing|missing file) '?"
              + "(([^/']+)/[^':]+)'?(?:: (.*))?");

  /** One file of the repository may hold a thousand of the backup. */
  private static final int MOST = 20;

  private final Pgbackrest program;
  private final Info.Stored stored;

  Verification(Pgbackrest program, Info.Stored stored) {
    this.program = program;
    this.stored = stored;
  }

  /** Reads it, without another try after some seconds for what is damaged. */
  List<Check> checks() throws IOException, InterruptedException {
    Programs.Output output =
        program.run(
            BOUND,
            Pgbackrest.Show.DETAIL,
            List.of(
                "--repo=" + stored.repository(),
                "--job-retry=0",
                "--output=text",
                "--verbose",
                "verify"));
    List<Check> checks = new ArrayList<>(checks(output));
    paired().forEach(text -> checks.add(new Check(NAME, false, text)));
    return checks;
  }

  private List<String> paired() throws IOException, InterruptedException {
    PairedFiles files = new PairedFiles(program, stored.repository());
    List<String> wrong = new ArrayList<>(files.ofStanza());
    wrong.addAll(files.ofBackup(stored.backup().id()));
    for (String label : stored.needs()) {
      wrong.addAll(files.ofBackup(label));
    }
    return wrong;
  }

  /** Separate from the run, so that every form of its words can be tried. */
  List<Check> checks(Programs.Output output) {
    List<Check> bad = new ArrayList<>();
    output.text().lines().forEach(line -> damaged(line, bad));
    if (bad.size() > MOST) {
      Check rest =
          new Check(NAME, false, (bad.size() - MOST) + " more files are damaged or missing");
      bad.subList(MOST, bad.size()).clear();
      bad.add(rest);
    }
    String label = stored.backup().id();
    boolean valid = output.text().contains("backup: " + label + ", status: valid");
    if (bad.isEmpty() && output.code() == 0 && valid) {
      return List.of(new Check(NAME, true, "every file of backup \"" + label + "\" is whole"));
    }
    if (bad.isEmpty()) {
      bad.add(
          new Check(
              NAME,
              false,
              "backup \"%s\" is not called valid: %s"
                  .formatted(label, Pgbackrest.reason(output.tail()))));
    }
    return bad;
  }

  private void damaged(String line, List<Check> bad) {
    Matcher file = FILE.matcher(line);
    if (!file.matches()) {
      return;
    }
    String of = file.group(3);
    if (of.equals(stored.backup().id()) || stored.needs().contains(of)) {
      String path = file.group(2).substring(of.length() + 1);
      bad.add(new Check(NAME, false, sentence(of, path, file.group(1))));
    }
  }

  private static String sentence(String label, String path, String complaint) {
    String wrong = complaint.contains("missing") ? "is missing" : "is damaged";
    return "backup \"%s\": file \"%s\" %s".formatted(label, path, wrong);
  }
}
