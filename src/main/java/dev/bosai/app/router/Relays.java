package dev.bosai.app.router;

import dev.bosai.app.net.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that are led now, each with the node it is led to. */
final class Relays {
  private final Map<Wire, String> open = new ConcurrentHashMap<>();

  void add(Wire wire, String node) {
    open.put(wire, node);
  }

  void remove(Wire wire) {
    open.remove(wire);
  }

  /** Counts the connections led to a node. */
  long count(String node) {
    return open.values().stream().filter(node::equals).count();
  }

  /** Resets every connection led to another node, and says how many they were. */
  int resetAllExcept(String node) {
    int closed = 0;
    for (Map.Entry<Wire, String> entry : open.entrySet()) {
      if (!entry.getValue().equals(node)) {
        entry.getKey().reset();
        closed++;
      }
    }
    return closed;
  }
}
