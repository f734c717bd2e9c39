package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real PgBouncer that cannot be led, or must not be. */
class PgbouncerRefusalIT {
  @RegisterExtension private static final Bounced AT = new Bounced();

  @Test
  void aFileThatPgBouncerDoesNotIncludeIsFoundBeforeAnyClientNotices() throws Exception {
    AT.bouncer().configure(Bouncer.line(TwoServers.address("db1")), "");
    AT.bouncer().restart();
    String before = Files.readString(AT.bouncer().file());
    try (Connection client = TwoServers.client()) {
      assertThat(TwoServers.server(client)).isEqualTo("db1");

      refused("does not follow \"" + AT.bouncer().file() + "\"");

      assertThat(TwoServers.server(client)).isEqualTo("db1");
    }
    assertThat(AT.bouncer().file()).hasContent(before);
  }

  @Test
  void anotherLineOfTheSameNameThatWinsIsFoundBeforeAnyClientNotices() throws Exception {
    AT.bouncer()
        .configure(
            "%include " + AT.bouncer().file() + "\n" + Bouncer.line(TwoServers.address("db2")), "");
    AT.bouncer().restart();
    try (Connection client = TwoServers.client()) {
      assertThat(TwoServers.server(client)).isEqualTo("db2");

      refused("leads to " + TwoServers.address("db2") + " and does not follow");

      assertThat(TwoServers.server(client)).isEqualTo("db2");
    }
  }

  @Test
  void aDatabaseThatPgBouncerDoesNotHaveIsRefused() throws Exception {
    AT.bouncer().configure("", "");
    AT.bouncer().restart();

    assertThat(AT.servers().read().problem()).contains("has no such database");
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
    AT.bouncer().secret("secret", password);
    AT.ledAs(user, "secret");

    assertThat(AT.servers().read().problem()).contains("does not answer", said);
    ApplicationFailure failure = refused(said);
    assertThat(failure).hasMessageContaining("admin_users").message().doesNotContain("guest");
  }

  @Test
  void aPgBouncerThatAPersonPausedIsLeftAlone() throws Exception {
    String before = Files.readString(AT.bouncer().file());
    try (PgbouncerConsole console = AT.bouncer().console()) {
      console.say("PAUSE");

      refused("is paused as a whole by a person");

      console.say("RESUME");
    }
    assertThat(Files.readString(AT.bouncer().file())).startsWith(before);
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aDatabaseThatAPersonDisabledIsLeftAlone() throws Exception {
    String before = Files.readString(AT.bouncer().file());
    try (PgbouncerConsole console = AT.bouncer().console()) {
      console.say("DISABLE postgres");
    }
    refused("is disabled by a person; nothing was changed");
    assertThat(AT.bouncer().file()).hasContent(before);
  }

  @Test
  void aFileThatIsNotOnThisHostOrCannotLeadIsRefused() throws Exception {
    AT.bouncer().leads("[databases]\npostgres = host=127.0.0.1\n[pgbouncer]\n");
    refused("it holds section \"[pgbouncer]\"; nothing was changed");

    Files.delete(AT.bouncer().file());
    refused("it is not on this worker's host; nothing was changed");
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void aPgBouncerThatDoesNotAnswerIsTriedAgainAndReadsAsAFinding() throws Exception {
    AT.bouncer().close();

    assertThat(AT.servers().read().problem()).contains("" + TwoServers.ROUTE, "does not answer");
    assertThatThrownBy(() -> AT.servers().move("db2", 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("UNREACHABLE");
              assertThat(failure.isNonRetryable()).isFalse();
            });
  }

  private ApplicationFailure refused(String message) {
    try {
      AT.servers().move("db2", 1);
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
