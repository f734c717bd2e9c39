package dev.bosai.app.link;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.net.JsonServer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The link's control interface: {@code GET /pipes} tells, {@code PUT /pipes} with {@code
 * {"cut":[…]}} cuts exactly these pipes and mends all others.
 */
final class LinkControl implements JsonServer.Handler {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final List<Pipe> pipes;
  private final ObjectMapper json = new ObjectMapper();

  LinkControl(List<Pipe> pipes) {
    this.pipes = List.copyOf(pipes);
  }

  /** The body of a cut. */
  record Cut(Set<String> cut) {}

  @Override
  public JsonServer.Answer handle(String method, byte[] body) throws IOException {
    return method.equals("PUT") ? cut(json.readValue(body, Cut.class).cut()) : told();
  }

  private JsonServer.Answer cut(Set<String> names) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(pipes.stream().map(Pipe::name).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      return new JsonServer.Answer(
          NOT_FOUND, new JsonServer.Problem("no such pipes: " + unknown, "GET tells their names"));
    }
    pipes.forEach(pipe -> pipe.cut(names.contains(pipe.name())));
    return told();
  }

  private JsonServer.Answer told() {
    return new JsonServer.Answer(OK, pipes.stream().map(Pipe::told).toList());
  }
}
