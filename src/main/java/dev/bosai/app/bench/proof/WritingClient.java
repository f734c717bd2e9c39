package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that tries to write all the time, one row after the other, and remembers what was
 * acknowledged. A session that ends is followed by another.
 */
final class WritingClient implements AutoCloseable {
  /** The table that clients write. */
  static final String TABLE =
      "create table if not exists proof_writes "
          + "(id text primary key, at timestamptz not null default clock_timestamp())";

  private static final String INSERT =
      "insert into proof_writes (id) values ('%s') returning 'ack', id,"
          + " ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int;%n";
  private static final Duration PACE = Duration.ofMillis(10);

  private final String name;
  private final List<String> command;
  private final Duration patience;
  private final AtomicLong tried = new AtomicLong();
  private final List<Acknowledged> acknowledged = new CopyOnWriteArrayList<>();
  private final Semaphore answers = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private WritingClient(String name, List<String> command, Duration patience) {
    this.name = name;
    this.command = List.copyOf(command);
    this.patience = patience;
    this.thread = new Thread(this::sessions, "client-" + name);
    thread.start();
  }

  /**
   * One acknowledged write.
   *
   * @param id of the row
   * @param timeline it was written on
   * @param at when the client had the acknowledgement
   */
  record Acknowledged(String id, int timeline, Instant at) {}

  /**
   * Begins to write.
   *
   * @param name unique among all clients of a lab
   * @param patience a session whose server says nothing for so long is given up
   */
  static WritingClient open(BenchLab bench, String name, int port, Duration patience) {
    List<String> command = new ArrayList<>(List.of(bench.program("psql"), "-XAtq"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-U", "shop", "-d", "shop"));
    return new WritingClient(name, command, patience);
  }

  /** Returns what it calls itself. */
  String name() {
    return name;
  }

  /** Returns how often it tried. */
  long tried() {
    return tried.get();
  }

  /** Returns all that was acknowledged so far. */
  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sessions() {
    while (!closed) {
      try {
        session();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void session() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGCONNECT_TIMEOUT", "2");
    Process psql = builder.start();
    answers.drainPermits();
    Thread reader = new Thread(() -> read(psql.inputReader()), "answers-" + name);
    reader.start();
    try {
      write(psql);
    } finally {
      psql.destroyForcibly();
    }
  }

  private void write(Process psql) {
    try (Writer statements = psql.outputWriter()) {
      while (!closed && psql.isAlive()) {
        statements.write(INSERT.formatted(name + "-" + tried.incrementAndGet()));
        statements.flush();
        if (!answered(psql)) {
          return;
        }
        psql.waitFor(PACE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (IOException sessionEnded) {
      // The pipe breaks with the session; whether the last row was written is unknown, and it was
      // not acknowledged.
      return;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered(Process psql) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!answers.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!psql.isAlive() || System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }

  private void read(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
      }
    } catch (IOException sessionEnded) {
      // Closed by us; everything before was read.
      return;
    }
  }

  private void note(String line) {
    String[] fields = line.split("\\|", -1);
    if (fields.length == 3 && fields[0].equals("ack")) {
      acknowledged.add(new Acknowledged(fields[1], Integer.parseInt(fields[2]), Instant.now()));
    }
    if (fields[0].equals("ack") || line.startsWith("ERROR")) {
      answers.release();
    }
  }
}
