package dev.bosai.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A pair that Debian's own tools made, with what Debian has in front of it, is protected by a
 * system file written by hand.
 */
class DebianPairIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BASE = 27_300;
  private static final int CLIENTS = BASE + 3;
  private static final int ADMIN = BASE + 4;
  private static final int TEMPORAL = BASE + 10;
  private static final int LONGEST_FILE = 40;

  private Installation installation;
  private DebianPair pair;
  private String system;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.make(TEMPORAL);
    pair = DebianPair.make(installation, BASE);
  }

  @AfterEach
  void leaveNothing() {
    if (pair != null) {
      pair.close();
    }
    installation.close();
  }

  @Test
  void behindPgBouncerItIsRecovered() throws Exception {
    Path own = Files.createDirectory(installation.folder().resolve("bouncer"));
    Files.writeString(
        own.resolve("bank.ini"), "[databases]\nbank = host=127.0.0.1 port=" + BASE + "\n");
    Files.writeString(own.resolve("users"), "\"dba\" \"" + ForeignCluster.PASSWORD + "\"\n");
    Path configuration =
        Files.writeString(
            own.resolve("pgbouncer.ini"),
            """
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %s/users
            admin_users = dba
            [databases]
            %%include %s/bank.ini
            """
                .formatted(CLIENTS, own, own));
    Program.of(
            List.of("chown", "-R", "--reference=" + installation.folder(), own.toString()),
            PATIENCE)
        .runWell("own " + own);
    installation.start("pgbouncer", List.of("/usr/sbin/pgbouncer", configuration.toString()));

    recovered(
        """
        route:
              kind: pgbouncer
              at: ["127.0.0.1:%d"]
              site: ops
              file: %s/bank.ini
              admin: {user: dba, password: "file:%s/password"}
        """
            .formatted(CLIENTS, own, installation.folder()));
  }

  @Test
  void behindHaproxyItIsRecovered() throws Exception {
    Path configuration =
        Files.writeString(
            installation.folder().resolve("haproxy.cfg"),
            """
            global
              stats socket ipv4@127.0.0.1:%1$d level admin
            defaults
              mode tcp
              timeout connect 1s
              timeout client 1m
              timeout server 1m
            frontend clients
              bind 127.0.0.1:%2$d
              default_backend bank
            backend bank
              server alpha 127.0.0.1:%3$d check
              server beta 127.0.0.1:%4$d check disabled
            """
                .formatted(ADMIN, CLIENTS, BASE, BASE + 1));
    installation.start("haproxy", List.of("/usr/sbin/haproxy", "-f", configuration.toString()));

    recovered(
        """
        route: {kind: haproxy, at: ["127.0.0.1:%d"], admin: "127.0.0.1:%d", backend: bank}
        """
            .formatted(CLIENTS, ADMIN));
  }

  private void recovered(String route) throws Exception {
    protect(route);
    DebianPair.ask(CLIENTS, "insert into payments default values returning id");
    Await.until(() -> payments(BASE + 1) == 1, PATIENCE);

    pair.kill("alpha");
    Program.Outcome start =
        installation.bosai(
            "start",
            "replica-promotion",
            "--system",
            system,
            "--yes",
            "--json",
            "--wait=protected");

    assertThat(start.exit()).as(start.text() + installation.logs()).isZero();
    String[] lines = start.text().split("\n", -1);
    JsonNode status = JSON.readTree(lines[lines.length - 1]);
    assertThat(status.get("state").asText()).isEqualTo("done");
    assertThat(status.get("protection").asText()).isEqualTo("standby-only");
    assertThat(DebianPair.ask(CLIENTS, "insert into payments default values returning id"))
        .isNotEmpty();
    assertThat(payments(pair.port("beta"))).isEqualTo(2);
    assertThat(DebianPair.ask(pair.port("alpha"), "select pg_is_in_recovery()")).isEqualTo("t");
    assertThat(Await.until(() -> payments(pair.port("alpha")) == 2, PATIENCE)).isTrue();
  }

  private static int payments(int port) {
    try {
      return Integer.parseInt(DebianPair.ask(port, "select count(*) from payments"));
    } catch (SQLException away) {
      return -1;
    }
  }

  private void protect(String route) throws Exception {
    Path file = installation.folder().resolve("bosai.yaml");
    String text = systemFile(route);
    assertThat(text.lines().count()).isLessThanOrEqualTo(LONGEST_FILE);
    Files.writeString(file, text);
    system = file.toString();
    for (String site : List.of("north", "south", "ops")) {
      installation
          .daemon("worker-" + site, "worker", "--site", site, "--system", system)
          .await("works");
    }
    Path ledger = installation.folder().resolve("probe");
    installation.daemon("probe", "probe", "--system", system, "--home", ledger.toString());
    Path acknowledged = ledger.resolve("ledger.jsonl");
    assertThat(
            Await.until(
                () -> Files.exists(acknowledged) && acknowledged.toFile().length() > 0, PATIENCE))
        .as(installation.logs())
        .isTrue();
  }

  private String systemFile(String route) {
    return """
    system: bank
    temporal: {address: "127.0.0.1:%1$d"}
    sites: {north: {home: true}, south: {}, ops: {role: witness}}
    databases:
      main:
        database: bank
        admin: {user: dba, password: "file:%2$s/password"}
        nodes:
          alpha:
            site: north
            host: 127.0.0.1
            port: %3$d
            data: %4$s
            control: %5$s
          beta:
            site: south
            host: 127.0.0.1
            port: %6$d
            data: %7$s
            control: %8$s
        %9$s    probe: {from: ops, every: 100ms}
    channels:
      incident: {kind: command, command: [/bin/true]}
    policy: {accept-loss: 30s}
    """
        .formatted(
            TEMPORAL,
            installation.folder(),
            pair.port("alpha"),
            pair.data("alpha"),
            pair.control("alpha"),
            pair.port("beta"),
            pair.data("beta"),
            pair.control("beta"),
            route);
  }
}
