package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file that PgBouncer includes, on disk. Each change compares the token under a lock that
 * threads and processes of this host share, and is durable before PgBouncer is told; the lock is
 * held for the change alone, so a worker that hangs in the middle of a move stops nobody.
 */
final class PgbouncerBook {
  private final Path file;
  private final String name;
  private final Locks locks;

  /**
   * Makes a book; nothing is read yet.
   *
   * @param file that PgBouncer includes
   * @param name of the database in it
   * @param locks shared by all threads of this process
   */
  PgbouncerBook(Path file, String name, Locks locks) {
    this.file = file;
    this.name = name;
    this.locks = locks;
  }

  Path file() {
    return file;
  }

  String name() {
    return name;
  }

  /**
   * Reads what is there.
   *
   * @throws ApplicationFailure if it is not on this host or cannot be led by
   */
  PgbouncerFile read() {
    try {
      return PgbouncerFile.of(Files.readString(file), name);
    } catch (NoSuchFileException e) {
      throw unfit("it is not on this worker's host", "make it as the documentation says, on the");
    } catch (IOException e) {
      throw unfit(String.valueOf(e.getMessage()), "correct it as the documentation says, on the");
    }
  }

  /**
   * Puts a token into it, and nothing else.
   *
   * @return what was there before
   * @throws ApplicationFailure of type STALE_TOKEN if a newer one has been there
   */
  PgbouncerFile claim(Token token) throws IOException, InterruptedException {
    Locks.Lock lock = lock(token);
    try {
      PgbouncerFile before = read();
      if (token.compareTo(before.token()) < 0) {
        throw stale(token, before.token());
      }
      write(before.under(token));
      return before;
    } finally {
      lock.close();
    }
  }

  /**
   * Replaces all of it, as long as the token of an attempt is still in it.
   *
   * @throws ApplicationFailure of type STALE_TOKEN if it is not
   */
  void replace(Token token, PgbouncerFile next) throws IOException, InterruptedException {
    Locks.Lock lock = lock(token);
    try {
      requireStill(token);
      write(next);
    } finally {
      lock.close();
    }
  }

  /**
   * Requires that nobody came after an attempt.
   *
   * @throws ApplicationFailure of type STALE_TOKEN if somebody did
   */
  void requireStill(Token token) {
    Token newest = read().token();
    if (!newest.equals(token)) {
      throw stale(token, newest);
    }
  }

  private Locks.Lock lock(Token token) throws IOException, InterruptedException {
    Path folder = file.resolveSibling(file.getFileName() + ".bosai");
    Owner owner = Owner.of(file);
    Durable.folder(folder, owner);
    return locks.take(folder, owner, "route " + token);
  }

  private void write(PgbouncerFile next) throws IOException {
    Durable.replace(file, next.text().getBytes(StandardCharsets.UTF_8), Owner.of(file));
  }

  private ApplicationFailure stale(Token token, Token newest) {
    return Failures.of(
        FailureType.STALE_TOKEN,
        "the route came with token " + token + "; \"" + file + "\" has seen " + newest,
        "a newer run or attempt leads clients now; look at its status");
  }

  private ApplicationFailure unfit(String reason, String hint) {
    return Failures.of(
        FailureType.REFUSED,
        "\"" + file + "\" cannot lead \"" + name + "\": " + reason + "; nothing was changed",
        hint + " host where PgBouncer and the worker of its site run, then retry");
  }
}
