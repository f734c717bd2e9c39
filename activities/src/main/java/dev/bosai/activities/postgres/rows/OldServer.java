package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.restore.Instance;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server of a copy. It has a configuration of its own, so that nothing the old one was set to
 * reaches out: no archive, no jobs, no subscriptions. It listens to no network: its socket is in a
 * folder of its own account, for the administrator alone.
 */
final class OldServer {
  private static final Duration BOUND = Duration.ofHours(12);
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final int STATUS = 7;
  private static final int LAST_WORDS = 3;
  private static final String ELSEWHERE = "sockets";

  private final Host copy;
  private final Path folder;
  private final Database.Admin admin;

  /**
   * Names a server.
   *
   * @param copy its node
   * @param folder where its configuration and its log are
   * @param admin who may connect
   */
  OldServer(Host copy, Path folder, Database.Admin admin) {
    this.copy = copy;
    this.folder = folder;
    this.admin = admin;
  }

  /**
   * Starts it and waits until it has recovered.
   *
   * @return how it is reached
   */
  RestoredServer start() throws IOException, InterruptedException {
    leave(folder);
    Instance.Place place = place();
    configure(place);
    Path log = folder.resolve("server.log");
    Process process =
        copy.programs()
            .builder(
                "postgres",
                List.of(
                    "-D",
                    copy.data().path().toString(),
                    "-c",
                    "config_file=" + folder.resolve("postgresql.conf")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (Poll.until(BOUND, EVERY, () -> state(process)).filter(ready -> ready).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the copy of the old directory does not start: " + lastWords(log),
          "read \"" + log + "\"; the old directory itself is unchanged");
    }
    return new RestoredServer(Path.of(place.sockets()), place.port(), admin.user());
  }

  /** A folder whose path had to be short is elsewhere, and must be found again after a kill. */
  private Instance.Place place() throws IOException {
    Instance.Place place = Instance.Place.choose(folder, copy.owner());
    if (!place.sockets().equals(folder.toString())) {
      write(folder.resolve(ELSEWHERE), List.of(place.sockets()));
    }
    return place;
  }

  /** Removes what a server that has ended needed beside its copy. */
  static void leave(Path folder) throws IOException {
    Path elsewhere = folder.resolve(ELSEWHERE);
    if (Files.exists(elsewhere)) {
      Durable.removeTree(Path.of(Files.readString(elsewhere).strip()));
    }
    for (String name : List.of(ELSEWHERE, "postgresql.conf", "pg_hba.conf", "pg_ident.conf")) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private Optional<Boolean> state(Process process) throws IOException {
    if (!process.isAlive()) {
      return Optional.of(false);
    }
    Path file = copy.data().postmasterPid();
    List<String> lines =
        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
    return Optional.of(true)
        .filter(ready -> lines.size() > STATUS && lines.get(STATUS).strip().equals("ready"));
  }

  private void configure(Instance.Place place) throws IOException, InterruptedException {
    Path hba = folder.resolve("pg_hba.conf");
    Path ident = folder.resolve("pg_ident.conf");
    write(hba, List.of(access()));
    write(ident, accounts());
    List<String> lines = new ArrayList<>();
    copy.controlData().room().forEach((name, value) -> lines.add(name + " = " + value));
    lines.add("port = " + place.port());
    lines.add("unix_socket_directories = " + Names.literal('"' + place.sockets() + '"'));
    lines.add("hba_file = " + Names.literal(hba.toString()));
    lines.add("ident_file = " + Names.literal(ident.toString()));
    lines.addAll(
        List.of(
            "listen_addresses = ''",
            "cluster_name = 'bosai compare'",
            "default_transaction_read_only = on",
            "archive_mode = off",
            "autovacuum = off",
            "max_logical_replication_workers = 0",
            "max_wal_senders = 0",
            "wal_level = minimal",
            "shared_preload_libraries = ''",
            "logging_collector = off",
            "log_destination = 'stderr'",
            // A copy that a power cut damages is made again.
            "fsync = off",
            "full_page_writes = off"));
    write(folder.resolve("postgresql.conf"), lines);
  }

  private String access() {
    return "local all " + user() + " peer map=bosai";
  }

  /** Who owns the copy reads it anyway. */
  private List<String> accounts() throws IOException {
    return Stream.of(copy.owner().user(), Owner.self().user(), "root")
        .distinct()
        .map(account -> "bosai " + account + " " + user())
        .toList();
  }

  private String user() {
    return '"' + admin.user().replace("\"", "\"\"") + '"';
  }

  private void write(Path file, List<String> lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    Durable.replace(file, text.getBytes(StandardCharsets.UTF_8), copy.owner());
  }

  private static String lastWords(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
  }
}
