package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.ProbeActivities.PastTheRoute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeWriterTest {
  private static final ProbeTable.Written DB1 = new ProbeTable.Written("db1", 1);

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void everyAcknowledgedWriteIsInTheLedgerAndNoOther() throws Exception {
    Scripted table =
        new Scripted(
            Attempt.Outcome.ACKNOWLEDGED,
            Attempt.Outcome.UNKNOWN,
            Attempt.Outcome.FAILED,
            Attempt.Outcome.ACKNOWLEDGED);

    run(table, Duration.ofMillis(1));

    assertThat(ledger()).extracting(Acknowledged::id).containsExactly(1L, 4L);
    assertThat(attempts())
        .extracting(Attempt::outcome)
        .startsWith(
            Attempt.Outcome.ACKNOWLEDGED,
            Attempt.Outcome.UNKNOWN,
            Attempt.Outcome.FAILED,
            Attempt.Outcome.ACKNOWLEDGED);
  }

  @Test
  void afterARestartNoIdIsUsedAgain() throws Exception {
    run(new Scripted(Attempt.Outcome.ACKNOWLEDGED, Attempt.Outcome.UNKNOWN), Duration.ofMillis(1));
    long highest = attempts().get(attempts().size() - 1).id();
    Files.writeString(home().ledger(), "{\"id\":3,\"at", StandardOpenOption.APPEND);

    run(new Scripted(Attempt.Outcome.ACKNOWLEDGED), Duration.ofMillis(1));

    assertThat(ledger()).extracting(Acknowledged::id).containsExactly(1L, highest + Journal.SKIP);
  }

  @Test
  void whileWritesFailItTriesFasterThanItsPace() throws Exception {
    Instant began = Instant.now();

    run(
        new Scripted(
            Attempt.Outcome.FAILED,
            Attempt.Outcome.FAILED,
            Attempt.Outcome.FAILED,
            Attempt.Outcome.ACKNOWLEDGED),
        Duration.ofSeconds(5));

    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("writes fail: scripted")
        .containsOnlyOnce("writes are acknowledged by \"db1\" on timeline 1");
  }

  @Test
  void whoeverComesInPastTheRouteIsRememberedAlsoAfterARestart() throws Exception {
    Instant began = Instant.now();
    assertThat(PastLog.read(home().past())).isNull();

    run(new Scripted(Attempt.Outcome.ACKNOWLEDGED), Duration.ofMillis(1));

    PastTheRoute past = Objects.requireNonNull(PastLog.read(home().past()));
    assertThat(past.lookedAt()).isAfterOrEqualTo(began);
    assertThat(past.seen())
        .containsExactly("shop from 127.0.0.1, not through [10.0.0.5], last at " + past.lookedAt());
    PastLog.looked(home().past(), began.plusSeconds(100), List.of());
    assertThat(Objects.requireNonNull(PastLog.read(home().past())).seen()).hasSize(1);
    PastLog.looked(home().past(), began.plus(Duration.ofHours(25)), List.of());
    assertThat(Objects.requireNonNull(PastLog.read(home().past())).seen()).isEmpty();
  }

  @Test
  void anAttemptThatHangsCountsAsFailingAfterThreeIntervals() {
    Duration every = Duration.ofMillis(100);
    Pulse hanging = new Pulse(HandMade.at(0), HandMade.at(-10), true);

    assertThat(hanging.failing(HandMade.at(299), every)).isFalse();
    assertThat(hanging.failing(HandMade.at(301), every)).isTrue();
  }

  @Test
  void aProbeThatRestsSaysNothingAboutTheDatabase() {
    Pulse resting = new Pulse(null, HandMade.at(0), false);

    assertThat(resting.failing(HandMade.at(299), Duration.ofMillis(100))).isTrue();
    assertThat(resting.failing(HandMade.at(301), Duration.ofMillis(100))).isFalse();
    assertThat(Pulse.NONE.failing(HandMade.at(0), Duration.ofMillis(100))).isFalse();
  }

  private ProbeHome home() {
    return new ProbeHome(folder);
  }

  private void run(Scripted table, Duration every) throws Exception {
    try (ProbeWriter writer =
        new ProbeWriter(
            new ProbeWriter.Manner(
                every, new PastLook(home().past(), List.of("10.0.0.5"), Clock.systemUTC())),
            table,
            home(),
            new PrintStream(said, true, StandardCharsets.UTF_8))) {
      Thread thread = new Thread(() -> running(writer));
      thread.start();
      assertThat(table.played.await(10, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      thread.join();
    }
  }

  private static void running(ProbeWriter writer) {
    try {
      writer.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Acknowledged> ledger() throws IOException {
    try (LedgerReader<Acknowledged> reader = LedgerReader.ledger(home())) {
      return oldestFirst(reader);
    }
  }

  private List<Attempt> attempts() throws IOException {
    try (LedgerReader<Attempt> reader = LedgerReader.attempts(home())) {
      return oldestFirst(reader);
    }
  }

  private static <T> List<T> oldestFirst(LedgerReader<T> reader) {
    List<T> found = new ArrayList<>();
    reader.forEachRemaining(row -> found.add(0, row));
    return found;
  }

  /** Answers as it was told to, and refuses everything after that. */
  private static final class Scripted implements ProbeTable {
    private final List<Attempt.Outcome> outcomes;
    private final CountDownLatch played = new CountDownLatch(1);

    Scripted(Attempt.Outcome... outcomes) {
      this.outcomes = new ArrayList<>(List.of(outcomes));
    }

    @Override
    public Written write(long id) throws NotWritten {
      Attempt.Outcome outcome = outcomes.isEmpty() ? Attempt.Outcome.FAILED : outcomes.remove(0);
      if (outcomes.isEmpty()) {
        played.countDown();
      }
      if (outcome != Attempt.Outcome.ACKNOWLEDGED) {
        throw new NotWritten(outcome, "scripted");
      }
      return DB1;
    }

    @Override
    public long commits() {
      return 0;
    }

    @Override
    public List<String> past(List<String> through) {
      return List.of("shop from 127.0.0.1, not through " + through);
    }

    @Override
    public void close() {
      outcomes.clear();
    }
  }
}
