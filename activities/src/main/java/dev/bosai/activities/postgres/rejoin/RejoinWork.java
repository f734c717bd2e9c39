package dev.bosai.activities.postgres.rejoin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.place.OwnFiles;
import dev.bosai.activities.postgres.rejoin.RejoinState.Phase;
import dev.bosai.workflows.port.NodeFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The phases of a rejoin; each can be entered again after a crash within it. */
final class RejoinWork {
  static final String FOLLOWS = "follows";

  private final Host host;
  private final Held held;
  private final ObjectMapper json;
  private final OwnFiles own;

  RejoinWork(Host host, Held held, ObjectMapper json) {
    this.host = host;
    this.held = held;
    this.json = json;
    this.own = new OwnFiles(host.data().own(), host.owner());
  }

  /** Returns how far an earlier attempt of this run came. */
  Optional<RejoinState> state(String run) throws IOException {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    return Optional.of(json.readValue(file().toFile(), RejoinState.class))
        .filter(state -> state.run().equals(run));
  }

  /** Begins: from here on the phases decide. */
  RejoinState begin(RejoinState first) throws IOException {
    own.save(host.data().path());
    Durable.removeTree(host.data().rejoining());
    held.note("begins", Map.of("kept by", first.run()));
    return enter(first);
  }

  /**
   * Makes a standby of the directory as it is. The signal file stands before the server can start:
   * it never comes up as a primary. Its slots go, as they do in a copy and a rewind: they kept log
   * for standbys that follow another primary now.
   */
  RejoinState settle(RejoinState state) throws IOException {
    StandbySettings.write(host.data().path(), own, state.conninfo(), host.owner());
    try (Stream<Path> slots = Files.list(host.data().path().resolve("pg_replslot"))) {
      for (Path slot : slots.toList()) {
        Durable.removeTree(slot);
      }
    }
    host.control().unblock();
    held.note("made it a standby in place", Map.of());
    return enter(state.in(Phase.PLACED));
  }

  /** Rewinds; a rewind that failed, or was cut off, is followed by a copy. */
  RejoinState rewind(RejoinState state, Rewind rewind)
      throws IOException, SQLException, InterruptedException {
    boolean cutOff = !Files.isDirectory(host.data().path());
    String failure = cutOff ? "it was cut off" : rewind.run();
    if (failure.isEmpty()) {
      held.note("rewound", Map.of());
      return prepared(state);
    }
    held.note("gave the rewind up", Map.of("why", failure));
    return enter(state.by("copy", Phase.COPYING));
  }

  /** Copies the primary. */
  RejoinState copy(RejoinState state, BaseCopy copy) throws IOException, InterruptedException {
    copy.run(Conninfo.parse(state.conninfo()));
    held.note("copied the primary", Map.of());
    return prepared(state);
  }

  /** Puts the prepared directory in place. */
  RejoinState place(RejoinState state, Exchange exchange) throws IOException {
    exchange.place();
    held.note("put the new directory in place", Map.of("kept", exchange.kept()));
    return enter(state.in(Phase.PLACED));
  }

  /** Starts the server and waits until it streams. */
  RejoinState start(RejoinState state, Streaming streaming, NodeFacts primary)
      throws IOException, InterruptedException {
    new ServerControl(host).start();
    streaming.await(host, primary);
    held.note(FOLLOWS, Map.of("primary", primary.node()));
    return enter(state.in(Phase.DONE));
  }

  private RejoinState prepared(RejoinState state) throws IOException {
    Path work = host.data().rejoining();
    own.restore(work);
    StandbySettings.write(work, own, state.conninfo(), host.owner());
    return enter(state.in(Phase.READY));
  }

  private RejoinState enter(RejoinState state) throws IOException {
    Durable.replace(file(), json.writeValueAsBytes(state), host.owner());
    return state;
  }

  private Path file() {
    return host.data().marker().resolve("rejoin.json");
  }
}
