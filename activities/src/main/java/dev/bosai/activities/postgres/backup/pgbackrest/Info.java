package dev.bosai.activities.postgres.backup.pgbackrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What pgBackRest says of a stanza.
 *
 * @param repositories all that are configured, by their number
 * @param stored the backups of all of them, the oldest first
 */
record Info(List<Repository> repositories, List<Stored> stored) {
  /** Marks what was taken here, and for which order. */
  static final String ANNOTATION = "bosai";

  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int OK = 0;
  private static final int NO_BACKUPS = 2;
  private static final int TIMELINE = 8;

  /**
   * One repository.
   *
   * @param number by which it is asked for
   * @param archive the name of the cluster's archive in it; empty if it has none
   * @param systemIdentifier of the cluster; empty if nothing is known
   * @param problem what is wrong with it; empty if nothing is
   */
  record Repository(int number, String archive, String systemIdentifier, String problem) {
    boolean sound() {
      return problem.isEmpty();
    }
  }

  /**
   * One backup as it is kept.
   *
   * @param backup itself; its id is pgBackRest's label
   * @param repository number of the one it lies in
   * @param key of the order it was taken for; empty if somebody else took it
   * @param needs labels of the backups it is the difference to
   * @param damaged whether pages were wrong when it was taken
   */
  record Stored(Backup backup, int repository, String key, List<String> needs, boolean damaged) {
    boolean full() {
      return needs.isEmpty();
    }
  }

  /**
   * Asks for it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if no repository can be read
   */
  static Info read(Pgbackrest program, ObjectMapper json) throws IOException, InterruptedException {
    String text = program.result(BOUND, List.of("--output=json", "info"));
    JsonNode stanza = json.readTree(text).path(0);
    List<Repository> repositories = new ArrayList<>();
    stanza.path("repo").forEach(repo -> repositories.add(repository(repo, stanza)));
    if (repositories.stream().noneMatch(Repository::sound)) {
      String why = stanza.path("status").path("message").asText("no repository is configured");
      throw Failures.of(
          FailureType.UNEXPECTED,
          "no repository of stanza \"%s\" can be read: %s; nothing was changed"
              .formatted(program.stanza(), why),
          "see that it is mounted and that \"pgbackrest info\" shows the stanza");
    }
    List<Stored> stored = new ArrayList<>();
    stanza.path("backup").forEach(backup -> stored.add(stored(backup, systems(stanza))));
    stored.sort(Comparator.comparing(one -> one.backup().stoppedAt()));
    return new Info(List.copyOf(repositories), List.copyOf(stored));
  }

  /** Asks for the names of a backup's own tablespaces. */
  static List<String> tablespaces(Pgbackrest program, ObjectMapper json, Stored stored)
      throws IOException, InterruptedException {
    String text =
        program.result(
            BOUND,
            List.of(
                "--output=json",
                "--repo=" + stored.repository(),
                "--set=" + stored.backup().id(),
                "info"));
    List<String> names = new ArrayList<>();
    json.readTree(text)
        .findValues("tablespace")
        .forEach(all -> all.forEach(one -> names.add(one.path("name").asText())));
    return names;
  }

  /** Returns the backups, each once although it may be in several repositories. */
  List<Backup> backups() {
    return stored.stream().map(Stored::backup).distinct().toList();
  }

  /** Returns the repositories that can be read. */
  List<Repository> sound() {
    return repositories.stream().filter(Repository::sound).toList();
  }

  /** Returns the backup of an order. */
  Optional<Backup> of(String key) {
    return stored.stream().filter(one -> one.key().equals(key)).map(Stored::backup).findFirst();
  }

  /** Returns a backup where it lies. */
  Optional<Stored> find(String label) {
    return stored.stream().filter(one -> one.backup().id().equals(label)).findFirst();
  }

  private static Repository repository(JsonNode repo, JsonNode stanza) {
    int number = repo.path("key").asInt();
    int code = repo.path("status").path("code").asInt(-1);
    JsonNode newest = null;
    for (JsonNode database : stanza.path("db")) {
      newest = database.path("repo-key").asInt() == number ? database : newest;
    }
    String problem =
        code == OK || code == NO_BACKUPS ? "" : repo.path("status").path("message").asText();
    return newest == null
        ? new Repository(number, "", "", problem.isEmpty() ? "it has no stanza" : problem)
        : new Repository(
            number,
            newest.path("version").asText() + "-" + newest.path("id").asText(),
            newest.path("system-id").asText(),
            problem);
  }

  private static Map<String, String> systems(JsonNode stanza) {
    Map<String, String> systems = new HashMap<>();
    stanza
        .path("db")
        .forEach(
            database ->
                systems.put(
                    database.path("repo-key").asText() + "/" + database.path("id").asText(),
                    database.path("system-id").asText()));
    return systems;
  }

  private static Stored stored(JsonNode backup, Map<String, String> systems) {
    JsonNode database = backup.path("database");
    int repository = database.path("repo-key").asInt();
    String system = systems.getOrDefault(repository + "/" + database.path("id").asText(), "");
    return new Stored(
        backup(backup, system),
        repository,
        backup.path("annotation").path(ANNOTATION).asText(""),
        StreamSupport.stream(backup.path("reference").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        backup.path("error").asBoolean());
  }

  private static Backup backup(JsonNode backup, String systemIdentifier) {
    String first = backup.path("archive").path("start").asText();
    return new Backup(
        backup.path("label").asText(),
        PgbackrestProvider.KIND,
        systemIdentifier,
        Integer.parseUnsignedInt(first.substring(0, TIMELINE), 16),
        Lsn.parse(backup.path("lsn").path("start").asText()),
        Lsn.parse(backup.path("lsn").path("stop").asText()),
        Instant.ofEpochSecond(backup.path("timestamp").path("start").asLong()),
        // Whole seconds, cut off: what it says may be earlier than the end, and must not be.
        Instant.ofEpochSecond(backup.path("timestamp").path("stop").asLong() + 1),
        backup.path("info").path("size").asLong());
  }
}
