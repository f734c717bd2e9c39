package dev.bosai.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cluster that Bosai did not make gets pgBackRest as the document says: its blocks are used as
 * they stand there, with this machine's paths, ports and accounts.
 */
class DocumentedStanzaIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BASE = 27_200;
  private static final int TEMPORAL = BASE + 10;

  private Installation installation;
  private ForeignCluster cluster;
  private StanzaSection section;
  private Path system;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.make(TEMPORAL);
    cluster = ForeignCluster.make(installation, BASE, "1");
    system = installation.folder().resolve("bosai.yaml");
    section = StanzaSection.here(installation.folder(), cluster.data("alpha"));
  }

  @AfterEach
  void leaveNothing() throws IOException {
    cluster.close();
    installation.close();
  }

  @Test
  void whatTheDocumentSaysIsEnough() throws Exception {
    archive();
    section.commands().forEach(this::run);
    protect();
    assertThat(json("backup", "take").at("/backup/provider").asText()).isEqualTo("pgbackrest");
    run(section.program() + " --type=incr backup");

    JsonNode proven = json("backup", "prove").get("proven");
    JsonNode list = json("backup", "list");

    assertThat(proven.get("passed").asBoolean()).as(proven.toString()).isTrue();
    assertThat(list.get("backups")).hasSize(2);
    assertThat(proven.get("backup").asText())
        .as("the increment, which somebody else took")
        .isEqualTo(list.at("/backups/1/id").asText())
        .endsWith("I");
    assertThat(list.get("alarms")).as(list.toString()).isEmpty();
    assertThat(list.get("gaps")).isEmpty();
  }

  /** Both nodes are on one machine and their superuser is not the machine's own. */
  private void archive() throws IOException {
    Path sockets = installation.folder();
    String here =
        "pg1-port=%d%npg1-socket-path=%s%npg1-user=dba%n".formatted(cluster.alphaPort(), sockets)
            + "pg2-path=%s%npg2-port=%d%n".formatted(cluster.data("beta"), cluster.betaPort())
            + "pg2-socket-path=%s%npg2-user=dba%n".formatted(sockets);
    Files.writeString(section.config(), section.configuration() + here);
    for (String node : List.of("alpha", "beta")) {
      append(node, "postgresql.conf", section.server());
      append(node, "postgresql.conf", "unix_socket_directories = '" + sockets + "'\n");
      append(node, "pg_hba.conf", "local all dba trust\n");
      control("stop", node);
      control("start", node);
    }
  }

  private void append(String node, String file, String text) throws IOException {
    Files.writeString(cluster.data(node).resolve(file), text, StandardOpenOption.APPEND);
  }

  private void control(String verb, String node) {
    int port = node.equals("alpha") ? cluster.alphaPort() : cluster.betaPort();
    String script = installation.folder().resolve("scripts/node.sh").toString();
    String bin = installation.postgres().toString();
    run("'%s' %s '%s' '%s' %d".formatted(script, verb, bin, cluster.node(node), port));
  }

  private void protect() throws IOException {
    Files.writeString(system, systemFile());
    for (String site : List.of("north", "south")) {
      installation.daemon("worker-" + site, "worker", "--site", site, "--system", "" + system);
    }
    assertThat(Await.until(this::workersAnswer, PATIENCE)).isTrue();
  }

  private boolean workersAnswer() {
    return List.of("worker-north", "worker-south").stream()
        .map(name -> installation.folder().resolve(name + ".log"))
        .allMatch(log -> text(log).contains("works"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void run(String command) {
    Program.of(installation.user().running(List.of("sh", "-c", command)), PATIENCE)
        .runWell("the document says: " + command);
  }

  private JsonNode json(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--system", system.toString(), "--json"));
    Program.Outcome outcome = installation.bosai(command.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.text()).isZero();
    String[] lines = outcome.text().split("\n", -1);
    return JSON.readTree(lines[lines.length - 1]);
  }

  private String systemFile() {
    return """
    system: bank
    temporal: {address: "127.0.0.1:%1$d"}
    sites: {north: {home: true}, south: {}, ops: {role: witness}}
    databases:
      main:
        database: bank
        admin: {user: dba, password: "file:%2$s/password"}
        nodes:
          alpha: {site: north, host: 127.0.0.1, port: %3$d, data: %2$s/alpha/srv/pg, control: pg_ctl, bin: %5$s}
          beta: {site: south, host: 127.0.0.1, port: %4$d, data: %2$s/beta/srv/pg, control: pg_ctl, bin: %5$s}
        fence: [node]
        route: {kind: libpq, at: ["127.0.0.1:%3$d", "127.0.0.1:%4$d"]}
        probe: {from: ops, every: 200ms}
    %6$schannels:
      incident: {kind: command, command: [/bin/true]}
    policy: {accept-loss: 30s}
    """
        .formatted(
            TEMPORAL,
            installation.folder(),
            cluster.alphaPort(),
            cluster.betaPort(),
            installation.postgres(),
            section.backups());
  }
}
