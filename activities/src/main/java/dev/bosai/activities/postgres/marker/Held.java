package dev.bosai.activities.postgres.marker;

import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** The right to work on a data directory, until it is closed. */
public final class Held implements AutoCloseable {
  private final Marker marker;
  private final Locks.Lock lock;
  private final Token token;
  private final String effect;

  Held(Marker marker, Locks.Lock lock, Token token, String effect) {
    this.marker = marker;
    this.lock = lock;
    this.token = token;
    this.effect = effect;
  }

  /**
   * Writes down what was done, or is about to be done where a later attempt must know of it.
   *
   * @return the time it was written down under
   */
  public Instant note(String did, Map<String, String> facts) throws IOException {
    Instant now = Instant.now();
    marker.append(new Entry(now, effect, token, did, facts));
    return now;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
