package dev.bosai.activities.postgres;

import dev.bosai.runbooks.system.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stanza of pgBackRest.
 *
 * @param home of the test's cluster, in which its sockets are
 * @param repositories how many it has
 * @param settings further ones
 */
record Stanza(Path home, int repositories, List<String> settings) implements TestRepository {
  /** A program that asks for a password would wait for ever. */
  private static final String LOCAL = "local all all trust\n";

  static Stanza in(Path home) {
    return new Stanza(home, 1, List.of());
  }

  static Stanza twice(Path home) {
    return new Stanza(home, 2, List.of());
  }

  /** As somebody sets it up who wants it small, fast and secret, and restores over what is live. */
  static Stanza elaborate(Path home) {
    return new Stanza(
        home,
        1,
        List.of(
            "repo1-cipher-type=aes-256-cbc",
            "repo1-cipher-pass=nobody may read this",
            "repo1-bundle=y",
            "compress-type=zst",
            "archive-async=y",
            "process-max=2",
            "[global:restore]",
            "delta=y",
            "link-all=y",
            "db-include=elsewhere"));
  }

  Path config() {
    return home.resolve("pgbackrest.conf");
  }

  Path repository(int number) {
    return home.resolve("repo" + number);
  }

  Path archive() {
    return repository(1).resolve("archive/main");
  }

  Path records() {
    return home.resolve("records");
  }

  @Override
  public List<String> begin(Shell shell) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(List.of("[global]"));
    for (int number = 1; number <= repositories; number++) {
      shell.give(Files.createDirectory(repository(number)));
      lines.add("repo%d-path=%s".formatted(number, repository(number)));
      lines.add("repo%d-retention-full=100".formatted(number));
    }
    for (String folder : List.of("lock", "log", "spool")) {
      shell.give(Files.createDirectory(home.resolve("pgbackrest-" + folder)));
      lines.add(folder + "-path=" + home.resolve("pgbackrest-" + folder));
    }
    shell.give(Files.createDirectory(records()));
    lines.addAll(settings);
    Files.write(config(), lines);
    return List.of(
        "archive_mode = on",
        "archive_command = 'pgbackrest --config=%s --stanza=main \"--pg1-path=$PWD\" archive-push \"%%p\"'"
            .formatted(config()));
  }

  @Override
  public void complete(PostgresServer primary) throws Exception {
    Files.writeString(
        config(),
        """
        %s
        [main]
        pg1-path=%s
        pg1-port=%d
        pg1-socket-path=%s
        pg1-user=bosai
        """
            .formatted(Files.readString(config()), primary.data(), primary.port(), home));
    Path access = primary.data().resolve("pg_hba.conf");
    Files.writeString(access, LOCAL + Files.readString(access));
    primary.run("select pg_reload_conf()");
    run(primary.shell(), "stanza-create");
  }

  @Override
  public void serve(PostgresServer other) throws IOException {
    String lines =
        """
        pg2-path=%s
        pg2-port=%d
        pg2-socket-path=%s
        pg2-user=bosai
        """
            .formatted(other.data(), other.port(), home);
    Files.writeString(config(), Files.readString(config()) + lines);
  }

  @Override
  public Backups backups(List<Backups.SqlCheck> checks) {
    return new Backups.Pgbackrest(
        "main",
        config().toString(),
        records().toString(),
        PROVEN_WITHIN,
        Backups.Keep.USUAL,
        List.copyOf(checks));
  }

  /** Runs it as somebody on the host does. */
  String run(Shell shell, String... command) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("pgbackrest", "--config=" + config(), "--stanza=main"));
    words.addAll(List.of(command));
    return shell.run("/usr/bin/env", words.toArray(String[]::new));
  }

  @Override
  public Path segment(String name) throws IOException {
    try (Stream<Path> files = Files.walk(archive())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(name + "-"))
          .filter(Stanza::isWhole)
          .findFirst()
          .orElse(archive().resolve(name));
    }
  }

  /** Returns the names of all segments in the archive. */
  List<String> segments() throws IOException {
    try (Stream<Path> files = Files.walk(archive())) {
      return files
          .filter(Stanza::isWhole)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[0-9A-F]{24}-.*"))
          .map(name -> name.substring(0, 24))
          .sorted()
          .toList();
    }
  }

  private static boolean isWhole(Path file) {
    return !file.toString().endsWith(".tmp");
  }
}
