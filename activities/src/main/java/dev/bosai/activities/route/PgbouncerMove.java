package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to lead the clients of a PgBouncer. Whoever comes between two of its commands, an
 * older attempt that woke up included, can end connections but lead nobody back: RELOAD reads the
 * newest file, and RESUME always follows it.
 */
final class PgbouncerMove {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration REACHED_WITHIN = Duration.ofSeconds(5);

  private final PgbouncerConsole console;
  private final PgbouncerBook book;
  private final PgbouncerFile.Target meant;
  private final String who;

  /**
   * Makes an attempt; nothing is asked yet.
   *
   * @param meant the new primary
   * @param who begins the sentences of its failures
   */
  PgbouncerMove(
      PgbouncerConsole console, PgbouncerBook book, PgbouncerFile.Target meant, String who) {
    this.console = console;
    this.book = book;
    this.meant = meant;
    this.who = who;
  }

  /** Returns under which token the file was written that PgBouncer has read. */
  static Token token(PgbouncerConsole console, String name) throws SQLException {
    return console
        .entry(PgbouncerFile.tokenEntry(name))
        .flatMap(entry -> PgbouncerFile.token(entry.database()))
        .orElse(Token.NONE);
  }

  /** Says where an entry leads. */
  static String seen(PgbouncerConsole.Entry entry) {
    return "leads to "
        + entry.target().host()
        + ":"
        + entry.target().port()
        + (entry.paused() ? ", paused" : "")
        + (entry.disabled() ? ", disabled" : "");
  }

  /** Requires a database that can be led, before anything is touched. */
  void requireLeadable() throws SQLException {
    book.read();
    if (entry().disabled()) {
      throw refused(
          "is disabled by a person; nothing was changed",
          "say ENABLE on its console if clients may come back, then retry");
    }
  }

  /** Returns whether nothing is left to do. */
  boolean isThere() throws SQLException {
    PgbouncerFile file = book.read();
    return file.target().equals(meant)
        && entry().leadsTo(meant)
        && token(console, book.name()).equals(file.token())
        && elsewhere() == 0;
  }

  /** Returns how many connections to other servers there are. */
  int elsewhere() throws SQLException {
    return (int)
        console.servers(book.name()).stream().filter(server -> server.elsewhere(meant)).count();
  }

  /**
   * Puts the token into the file and has PgBouncer read it. Where clients are led stays as it is,
   * so a file that PgBouncer does not include is found before a client notices.
   */
  void claim(Token token) throws SQLException, IOException, InterruptedException {
    PgbouncerFile before = book.claim(token);
    console.reload();
    PgbouncerConsole.Entry now = entry();
    if (!token(console, book.name()).equals(token) || !now.target().equals(before.target())) {
      book.replace(token, before);
      console.reload();
      throw refused(
          seen(now)
              + " and does not follow \""
              + book.file()
              + "\", which says "
              + before.target().host()
              + ":"
              + before.target().port()
              + "; nothing was changed",
          "include the file in its configuration, let its user read it, keep no other line of this"
              + " name, and see its log for what it could not read; then retry");
    }
  }

  /** Ends every connection, leads to the new primary, and lets clients pass. */
  void lead(Token token) throws SQLException, IOException, InterruptedException {
    drain(token);
    try {
      book.replace(token, book.read().leading(meant));
    } finally {
      release();
    }
    if (Poll.until(ENDED_WITHIN, EVERY, () -> settled(token)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          who
              + " "
              + seen(entry())
              + " with "
              + elsewhere()
              + " other connections, expected "
              + meant.host()
              + ":"
              + meant.port()
              + " alone",
          "look who else leads it, and at its log, then retry");
    }
  }

  /**
   * Makes sure that clients reach the new primary. A server that refused a login, as one does that
   * is going down, is remembered through KILL and RELOAD, and no server is tried for {@code
   * server_login_retry}, by default 15 s; meanwhile clients are turned away. So that time is short
   * while we look; RELOAD brings back what the configuration says.
   *
   * @param check throws while they do not
   */
  void reach(Runnable check) throws SQLException, InterruptedException {
    if (passes(check).isPresent()) {
      return;
    }
    console.say("SET server_login_retry = '0.2'");
    try {
      if (Poll.until(REACHED_WITHIN, EVERY, () -> passes(check)).isEmpty()) {
        check.run();
      }
    } finally {
      console.reload();
    }
  }

  private static Optional<Boolean> passes(Runnable check) {
    try {
      check.run();
      return Optional.of(true);
    } catch (ApplicationFailure notYet) {
      return Optional.empty();
    }
  }

  private Optional<Boolean> settled(Token token) throws SQLException {
    if (isThere()) {
      return Optional.of(true);
    }
    // Another attempt let clients pass while the old file was still in force.
    if (elsewhere() > 0) {
      kill(token);
    }
    release();
    return Optional.empty();
  }

  /**
   * Ends every connection; clients wait from here on. Whoever waits already has no server, and
   * would be turned away by another KILL.
   */
  void drain(Token token) throws SQLException {
    book.requireStill(token);
    if (!entry().paused() || !console.servers(book.name()).isEmpty()) {
      kill(token);
    }
  }

  private void kill(Token token) throws SQLException {
    book.requireStill(token);
    try {
      console.kill(book.name());
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("already suspended/paused")) {
        throw refused(
            "is paused as a whole by a person; clients are led as before",
            "say RESUME on its console, then retry");
      }
      throw e;
    }
  }

  private void release() throws SQLException {
    console.reload();
    if (entry().paused()) {
      console.resume(book.name());
    }
  }

  private PgbouncerConsole.Entry entry() throws SQLException {
    return console
        .entry(book.name())
        .orElseThrow(
            () ->
                refused(
                    "is not there; nothing was changed",
                    "give it the name that clients connect to, in a line of \""
                        + book.file()
                        + "\" which its configuration includes, then retry"));
  }

  private ApplicationFailure refused(String found, String hint) {
    return Failures.of(FailureType.REFUSED, who + " " + found, hint);
  }
}
