package dev.bosai.activities.postgres.marker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Manager;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Path;

/** The markers of the nodes a worker takes care of; one instance per worker, since it locks. */
public final class Markers {
  private final Locks locks = new Locks();
  private final ObjectMapper json = Payloads.mapper();

  /** Returns a node's marker. */
  public Marker of(Host host) {
    return new Marker(host.data().marker(), host.owner(), locks, json);
  }

  /**
   * Takes a directory's lock for an effect, as {@link Marker#hold} does. Whoever runs the server by
   * himself does not ask for it, so there must be nobody.
   *
   * @throws io.temporal.failure.ApplicationFailure of type STALE_TOKEN if a newer token has been
   *     there, of type REFUSED if somebody runs the node, of type UNEXPECTED if another holder does
   *     not let go
   */
  public Held hold(Host host, Token token, String effect) throws IOException, InterruptedException {
    Manager.requireNone(host);
    return of(host).hold(token, effect);
  }

  /**
   * Takes the lock of a folder below a node's marker, waiting a few seconds. It is for work that
   * takes hours and must not keep a fence from the node's own lock.
   *
   * @param folder its name, made if it is not there
   * @param purpose told to whoever waits meanwhile
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if another holder does not
   *     let go
   */
  public Locks.Lock work(Host host, String folder, String purpose)
      throws IOException, InterruptedException {
    Path path = host.data().marker().resolve(folder);
    Durable.folder(host.data().marker(), host.owner());
    Durable.folder(path, host.owner());
    return locks.take(path, host.owner(), purpose);
  }
}
