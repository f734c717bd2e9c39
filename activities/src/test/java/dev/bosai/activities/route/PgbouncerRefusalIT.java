package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Route;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real PgBouncer that cannot be led, or must not be. */
class PgbouncerRefusalIT {
  private static TwoServers both;

  @TempDir private Path folder;
  private TwoServers servers;
  private Bouncer bouncer;

  @BeforeAll
  static void startServers() throws IOException {
    both = TwoServers.behind(new Route.Libpq(List.of()));
  }

  @AfterAll
  static void stopServers() throws IOException {
    both.close();
  }

  @BeforeEach
  void start() throws Exception {
    bouncer = Bouncer.in(folder, TwoServers.address("db1"));
    bouncer.start();
    servers = both.alsoBehind(bouncer.route());
  }

  @AfterEach
  void stop() throws Exception {
    bouncer.close();
  }

  @Test
  void aFileThatPgBouncerDoesNotIncludeIsFoundBeforeAnyClientNotices() throws Exception {
    bouncer.configure(Bouncer.line(TwoServers.address("db1")), "");
    bouncer.restart();
    String before = Files.readString(bouncer.file());
    try (Connection client = TwoServers.client()) {
      assertThat(TwoServers.server(client)).isEqualTo("db1");

      refused("does not follow \"" + bouncer.file() + "\"");

      assertThat(TwoServers.server(client)).isEqualTo("db1");
    }
    assertThat(bouncer.file()).hasContent(before);
  }

  @Test
  void anotherLineOfTheSameNameThatWinsIsFoundBeforeAnyClientNotices() throws Exception {
    bouncer.configure(
        "%include " + bouncer.file() + "\n" + Bouncer.line(TwoServers.address("db2")), "");
    bouncer.restart();
    try (Connection client = TwoServers.client()) {
      assertThat(TwoServers.server(client)).isEqualTo("db2");

      refused("leads to " + TwoServers.address("db2") + " and does not follow");

      assertThat(TwoServers.server(client)).isEqualTo("db2");
    }
  }

  @Test
  void aDatabaseThatPgBouncerDoesNotHaveIsRefused() throws Exception {
    bouncer.configure("", "");
    bouncer.restart();

    assertThat(servers.read().problem()).contains("has no such database");
    refused("is not there; nothing was changed");
  }

  @ParameterizedTest
  @CsvSource({
    "boss, wrong, password authentication failed",
    "bosai, guest, not allowed",
    "nobody, guest, password authentication failed"
  })
  void whoeverMayNotAdministrateIsRefusedAndHisPasswordIsNotTold(
      String user, String password, String said) throws Exception {
    bouncer.secret("secret", password);
    servers = both.alsoBehind(bouncer.route(user, "secret"));

    assertThat(servers.read().problem()).contains("does not answer", said);
    ApplicationFailure failure = refused(said);
    assertThat(failure).hasMessageContaining("admin_users").message().doesNotContain("guest");
  }

  @Test
  void aPgBouncerThatAPersonPausedIsLeftAlone() throws Exception {
    String before = Files.readString(bouncer.file());
    try (PgbouncerConsole console = bouncer.console()) {
      console.say("PAUSE");

      refused("is paused as a whole by a person");

      console.say("RESUME");
    }
    assertThat(Files.readString(bouncer.file())).startsWith(before);
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aDatabaseThatAPersonDisabledIsLeftAlone() throws Exception {
    String before = Files.readString(bouncer.file());
    try (PgbouncerConsole console = bouncer.console()) {
      console.say("DISABLE postgres");
    }
    refused("is disabled by a person; nothing was changed");
    assertThat(bouncer.file()).hasContent(before);
  }

  @Test
  void aFileThatIsNotOnThisHostOrCannotLeadIsRefused() throws Exception {
    bouncer.leads("[databases]\npostgres = host=127.0.0.1\n[pgbouncer]\n");
    refused("it holds section \"[pgbouncer]\"; nothing was changed");

    Files.delete(bouncer.file());
    refused("it is not on this worker's host; nothing was changed");
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aPgBouncerThatDoesNotAnswerIsTriedAgainAndReadsAsAFinding() throws Exception {
    bouncer.close();

    assertThat(servers.read().problem()).contains("" + TwoServers.ROUTE, "does not answer");
    assertThatThrownBy(() -> servers.move("db2", 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("UNREACHABLE");
              assertThat(failure.isNonRetryable()).isFalse();
            });
  }

  private ApplicationFailure refused(String message) {
    try {
      servers.move("db2", 1);
    } catch (ApplicationFailure failure) {
      hopeless("REFUSED").accept(failure);
      assertThat(failure).hasMessageContaining(message).hasMessageContaining("HINT:");
      return failure;
    }
    throw new AssertionError("expected a refusal");
  }

  private static Consumer<ApplicationFailure> hopeless(String type) {
    return failure -> {
      assertThat(failure.getType()).as(failure.getMessage()).isEqualTo(type);
      assertThat(failure.isNonRetryable()).isTrue();
    };
  }
}
