package dev.bosai.app.foreign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Looks at the old primary's port every 50 ms and remembers what answered. */
final class OldPort implements AutoCloseable {
  private static final long EVERY_MS = 50;

  private final ForeignCluster cluster;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private @Nullable Connection connection;
  private final AtomicInteger looks = new AtomicInteger();

  /**
   * One answer.
   *
   * @param asked when
   * @param writable whether it is a primary
   */
  record Seen(Instant asked, boolean writable) {}

  private OldPort(ForeignCluster cluster) {
    this.cluster = cluster;
  }

  static OldPort watch(ForeignCluster cluster) {
    OldPort port = new OldPort(cluster);
    var unused = port.clock.scheduleAtFixedRate(port::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    return port;
  }

  /** Returns what answered so far. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Returns how often it was asked, whether anybody answered or not. */
  int looks() {
    return looks.get();
  }

  private void look() {
    Instant asked = Instant.now();
    try (Statement statement = connected().createStatement();
        ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
      row.next();
      seen.add(new Seen(asked, !row.getBoolean(1)));
    } catch (SQLException away) {
      // Nobody answers, so nobody takes writes; the next look connects anew.
      connection = null;
    }
    looks.incrementAndGet();
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = cluster.connect(cluster.alphaPort());
      connection = open;
    }
    return open;
  }

  @Override
  public void close() throws SQLException {
    clock.shutdownNow();
    Connection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
