package dev.bosai.app.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.file.DurableFile;
import dev.bosai.activities.file.LineLog;
import dev.bosai.activities.file.LinesBackwards;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the router leads, kept on disk. A move is a compare-and-set on the token, and is durable
 * before it takes effect, so a restarted router never goes back.
 */
final class RouteBook implements AutoCloseable {
  private final Path file;
  private final LineLog log;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private volatile RouteState state;
  private volatile @Nullable Change rejected;

  private RouteBook(Path file, LineLog log, Clock clock, RouteState state) {
    this.file = file;
    this.log = log;
    this.clock = clock;
    this.state = state;
  }

  /** What became of a request to move. */
  enum Outcome {
    /** Clients are led elsewhere now. */
    CHANGED,
    /** Clients were led there already. */
    ALREADY,
    /** The token is not newer than the one in force. */
    REJECTED
  }

  /**
   * What became of a request, and what is in force after it.
   *
   * @param state in force
   */
  record Verdict(Outcome outcome, RouteState state) {}

  /**
   * Opens the book.
   *
   * @param file the state; wins over the initial node if it exists
   * @param log the change log; completed if the router died between state and log
   * @param initial where a new router leads
   * @throws Fault if the state cannot be understood, since guessing could lead clients back
   */
  static RouteBook open(Path file, Path log, String initial, Clock clock) throws IOException {
    boolean known = Files.exists(file);
    RouteState state = known ? read(file) : RouteState.initial(initial, clock.instant());
    RouteBook book = new RouteBook(file, LineLog.open(log), clock, state);
    if (!known) {
      DurableFile.replace(file, book.json.writeValueAsBytes(state));
    }
    book.completeLog();
    book.rejected = book.last(true).orElse(null);
    return book;
  }

  /** Returns what is in force. */
  RouteState state() {
    return state;
  }

  /** Returns the last request that came too late, if there was one. */
  Optional<Change> rejected() {
    return Optional.ofNullable(rejected);
  }

  /**
   * Leads clients to a node if the token is newer; whatever the verdict, it is on disk when this
   * returns.
   */
  synchronized Verdict move(String node, Token token) throws IOException {
    boolean there = state.node().equals(node);
    if (there && state.token().sameEffect(token)) {
      return new Verdict(Outcome.ALREADY, state);
    }
    if (token.compareTo(state.token()) <= 0) {
      rejected = new Change(now(), state.node(), node, token, Change.REJECTED);
      note(rejected);
      System.out.println(rejected.said(state.token()));
      return new Verdict(Outcome.REJECTED, state);
    }
    RouteState next = state.moved(node, token, clock.instant());
    DurableFile.replace(file, json.writeValueAsBytes(next));
    state = next;
    note(Change.taken(next));
    return new Verdict(there ? Outcome.ALREADY : Outcome.CHANGED, next);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private void completeLog() throws IOException {
    Token logged = last(false).map(Change::token).orElse(Token.NONE);
    if (!state.token().equals(Token.NONE) && !state.token().equals(logged)) {
      note(Change.taken(state));
    }
  }

  private Optional<Change> last(boolean isRejected) throws IOException {
    try (LinesBackwards lines = LinesBackwards.of(log.file())) {
      while (lines.hasNext()) {
        Change change = json.readValue(lines.next(), Change.class);
        if (change.outcome().equals(Change.REJECTED) == isRejected) {
          return Optional.of(change);
        }
      }
    }
    return Optional.empty();
  }

  private void note(Change change) throws IOException {
    log.append(json.writeValueAsString(change));
  }

  private String now() {
    return clock.instant().toString();
  }

  private static RouteState read(Path file) throws IOException {
    try {
      return new ObjectMapper().readValue(file.toFile(), RouteState.class);
    } catch (JsonProcessingException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "state file \"" + file + "\" cannot be understood: " + e.getOriginalMessage(),
          "look where the last \"changed\" line of the change log leads; remove the state file and"
              + " start with --initial of that node",
          e);
    }
  }
}
