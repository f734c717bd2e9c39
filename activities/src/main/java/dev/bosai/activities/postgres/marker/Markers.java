package dev.bosai.activities.postgres.marker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.Payloads;

/** The markers of the nodes a worker takes care of; one instance per worker, since it locks. */
public final class Markers {
  private final Locks locks = new Locks();
  private final ObjectMapper json = Payloads.mapper();

  /** Returns a node's marker. */
  public Marker of(Host host) {
    return new Marker(host.data().marker(), host.owner(), locks, json);
  }
}
