package dev.bosai.app.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteBookTest {
  @TempDir Path folder;

  @Test
  void theStateOnDiskWinsOverTheInitialNode() throws IOException {
    try (RouteBook book = open("db1")) {
      book.move("db2", new Token(1, 1, 1));
    }

    try (RouteBook again = open("db1")) {
      assertThat(again.state().node()).isEqualTo("db2");
      assertThat(again.state().token()).isEqualTo(new Token(1, 1, 1));
    }
  }

  @Test
  void theLogTellsChangesAndRefusalsButNotRepeats() throws IOException {
    try (RouteBook book = open("db1")) {
      book.move("db2", new Token(1, 1, 1));
      book.move("db2", new Token(1, 1, 2));
      book.move("db1", new Token(1, 1, 1));
      book.move("db2", new Token(2, 1, 1));
    }

    assertThat(outcomes()).containsExactly("changed", "rejected", "confirmed");
  }

  @Test
  void whoCameTooLateIsStillToldAfterARestart() throws IOException {
    try (RouteBook book = open("db1")) {
      assertThat(book.rejected()).isEmpty();
      book.move("db2", new Token(2, 1, 1));
      book.move("db1", new Token(1, 3, 1));
      book.move("db2", new Token(3, 1, 1));
    }

    try (RouteBook again = open("db1")) {
      assertThat(again.rejected())
          .hasValueSatisfying(
              late -> {
                assertThat(late.to()).isEqualTo("db1");
                assertThat(late.token()).isEqualTo(new Token(1, 3, 1));
              });
    }
  }

  @Test
  void aRouterKilledBetweenStateAndLogCompletesTheLogOnce() throws IOException {
    try (RouteBook book = open("db1")) {
      book.move("db2", new Token(1, 1, 1));
    }
    Files.writeString(folder.resolve("log"), "{\"at\":\"2026-1");

    open("db1").close();
    open("db1").close();

    assertThat(outcomes()).containsExactly("changed");
    assertThat(Files.readString(folder.resolve("log"))).contains("\"from\":\"db1\",\"to\":\"db2\"");
  }

  @Test
  void aStateThatCannotBeUnderstoodIsNotGuessed() throws IOException {
    Files.writeString(folder.resolve("state"), "{\"node\":\"db");

    assertThatThrownBy(() -> open("db1")).isInstanceOf(Fault.class).hasMessageContaining("state");
  }

  @Test
  void whateverIsAskedTheTokenNeverGoesBackAndOnlyATakenMoveChangesTheNode() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Path home = Files.createDirectory(folder.resolve("seed" + seed));
      try (RouteBook book =
          RouteBook.open(home.resolve("state"), home.resolve("log"), "db1", Clock.systemUTC())) {
        for (int i = 0; i < 30; i++) {
          step(book, random, seed);
        }
      }
    }
  }

  private static void step(RouteBook book, Random random, int seed) throws IOException {
    RouteState before = book.state();
    Token token = new Token(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(3));
    String node = "db" + (1 + random.nextInt(2));

    RouteBook.Verdict verdict = book.move(node, token);

    RouteState after = book.state();
    assertThat(after.token()).as("seed %d", seed).isGreaterThanOrEqualTo(before.token());
    boolean moved = !after.node().equals(before.node());
    assertThat(moved).isEqualTo(verdict.outcome() == RouteBook.Outcome.CHANGED);
    if (moved) {
      assertThat(token).isGreaterThan(before.token()).isEqualTo(after.token());
    }
  }

  private RouteBook open(String initial) throws IOException {
    return RouteBook.open(
        folder.resolve("state"), folder.resolve("log"), initial, Clock.systemUTC());
  }

  private List<String> outcomes() throws IOException {
    return Files.readAllLines(folder.resolve("log")).stream()
        .map(line -> line.replaceAll(".*\"outcome\":\"(\\w+)\".*", "$1"))
        .toList();
  }
}
