package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Poll;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.RouteActivities.RouteDrained;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy in front of two real servers. */
class HaproxyRouteIT {
  private static final int ADMIN = TwoServers.ADMIN;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Route.Haproxy ROUTE =
      new Route.Haproxy(List.of("127.0.0.1:" + TwoServers.ROUTE), "127.0.0.1:" + ADMIN, "servers");

  @TempDir private Path folder;
  private TwoServers servers;
  private Process haproxy;

  @BeforeEach
  void start() throws Exception {
    servers = TwoServers.behind(ROUTE);
    haproxy = haproxy("disabled");
  }

  @AfterEach
  void stop() throws Exception {
    haproxy.destroyForcibly().waitFor();
    servers.close();
  }

  @Test
  void clientsAreLedElsewhereAndTheSessionsOfTheOldServerEnd() throws Exception {
    assertThat(servers.read()).isEqualTo(new RouteFacts("haproxy", "db1", Token.NONE, ""));
    try (Connection old = TwoServers.client()) {
      assertThat(TwoServers.server(old)).isEqualTo("db1");

      RouteMoved moved = servers.move("db2", 1);

      // A client that has just said goodbye may still have its session.
      assertThat(moved).isEqualTo(new RouteMoved("haproxy", "db2", true, moved.closed()));
      assertThat(moved.closed()).isPositive();
      assertThatThrownBy(() -> TwoServers.server(old)).isInstanceOf(SQLException.class);
    }
    assertThat(TwoServers.reached()).isEqualTo("db2");
    assertThat(servers.read().node()).isEqualTo("db2");
    // The next attempt finds it done.
    assertThat(servers.move("db2", 1)).isEqualTo(new RouteMoved("haproxy", "db2", false, 0));
    assertThat(servers.move("db1", 2).changed()).isTrue();
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aDrainedBackendLeadsToNobodyUntilItIsLedOn() throws Exception {
    try (Connection before = TwoServers.client()) {
      assertThat(TwoServers.server(before)).isEqualTo("db1");

      RouteDrained drained = servers.drain(1);
      assertThat(drained.drained()).isTrue();
      // One that the set-up closed may not have gone yet.
      assertThat(drained.closed()).isPositive();

      assertThatThrownBy(() -> TwoServers.server(before)).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(TwoServers::reached).isInstanceOf(SQLException.class);
    assertThat(servers.read().problem()).contains("leads to [], expected one server");

    assertThat(servers.move("db1", 2).changed()).isTrue();
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aNodeThatTheBackendDoesNotHaveIsRefusedAndNothingIsChanged() throws Exception {
    assertThatThrownBy(() -> servers.move("db9", 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.getType()).isEqualTo("REFUSED"))
        .hasMessageContaining("has no server \"db9\", found [db1, db2]")
        .hasMessageContaining("HINT:");
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void twoOpenServersAreAFindingUntilOneLeads() throws Exception {
    haproxy.destroyForcibly().waitFor();
    haproxy = haproxy("");

    assertThat(servers.read().problem()).contains("leads to [db1, db2], expected one server");
    servers.move("db2", 1);
    assertThat(servers.read()).isEqualTo(new RouteFacts("haproxy", "db2", Token.NONE, ""));
  }

  @Test
  void anHaproxyThatDoesNotAnswerIsTriedAgainAndReadsAsAFinding() throws Exception {
    haproxy.destroyForcibly().waitFor();

    assertThat(servers.read().problem()).contains("127.0.0.1:" + ADMIN, "does not answer");
    assertThatThrownBy(() -> servers.move("db2", 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("UNREACHABLE"));
  }

  private Process haproxy(String second) throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            global
              stats socket ipv4@127.0.0.1:%d level admin
            defaults
              mode tcp
              timeout connect 1s
              timeout client 1h
              timeout server 1h
            frontend clients
              bind 127.0.0.1:%d
              default_backend servers
            backend servers
              server db1 %s
              server db2 %s %s
            """
                .formatted(
                    ADMIN,
                    TwoServers.ROUTE,
                    TwoServers.address("db1"),
                    TwoServers.address("db2"),
                    second));
    File log = folder.resolve("haproxy.log").toFile();
    Process process =
        new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Optional<String> up = Poll.until(PATIENCE, Duration.ofMillis(20), HaproxyRouteIT::leads);
    assertThat(up).as(Files.readString(log.toPath())).isPresent();
    return process;
  }

  private static Optional<String> leads() {
    try {
      return Optional.of(TwoServers.reached());
    } catch (SQLException notYet) {
      return Optional.empty();
    }
  }
}
