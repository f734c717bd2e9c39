package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route that two shell programs lead, as a user would write them, in front of real servers. */
class CommandRouteIT {
  @TempDir private Path folder;
  private Path leads;
  private Path tokens;
  private TwoServers servers;
  private Forwarder forwarder;

  @BeforeEach
  void start() throws Exception {
    leads = Files.writeString(folder.resolve("leads"), "db1\n");
    tokens = Files.writeString(folder.resolve("token"), "0");
    program(
        "move",
        """
        echo "$BOSAI_HOST:$BOSAI_PORT" > %s/address
        if [ "$BOSAI_TOKEN" \\< "$(cat %s)" ]; then echo "newer: $(cat %s)"; exit 4; fi
        printf %%s "$BOSAI_TOKEN" > %s
        echo "$BOSAI_NODE" > %s
        """
            .formatted(folder, tokens, tokens, tokens, leads));
    program("show", "echo a warning\ncat " + leads);
    servers =
        TwoServers.behind(
            new Route.Command(
                List.of("127.0.0.1:" + TwoServers.ROUTE),
                List.of(folder.resolve("move").toString()),
                List.of(folder.resolve("show").toString())));
    forwarder = Forwarder.start(TwoServers.ROUTE, leads);
  }

  @AfterEach
  void stop() throws Exception {
    forwarder.close();
    servers.close();
  }

  @Test
  void theProgramLeadsClientsAndTheRouteItselfMustShowIt() throws Exception {
    assertThat(servers.read()).isEqualTo(new RouteFacts("command", "db1", Token.NONE, ""));

    assertThat(servers.move("db2", 1)).isEqualTo(new RouteMoved("command", "db2", true, 0));

    assertThat(TwoServers.reached()).isEqualTo("db2");
    assertThat(folder.resolve("address")).hasContent(TwoServers.address("db2"));
    assertThat(servers.move("db2", 1).changed()).isFalse();
  }

  @Test
  void anOlderTokenThatTheProgramRefusesIsNotTriedAgain() throws Exception {
    servers.move("db2", 7);

    assertThatThrownBy(() -> servers.move("db1", 3))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("STALE_TOKEN"))
        .hasMessageContaining("newer: 1.7.1");
    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  @Test
  void aProgramThatSaysMovedWhileClientsStillReachTheOldServerIsNotBelieved() throws Exception {
    Path lie = Files.writeString(folder.resolve("lie"), "db1\n");
    program("move", "echo \"$BOSAI_NODE\" > " + lie);
    program("show", "cat " + lie);

    assertThatThrownBy(() -> servers.move("db2", 1))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("UNEXPECTED"))
        .hasMessageContaining("reach another server than " + TwoServers.address("db2"));
  }

  @Test
  void aProgramThatFailsIsQuotedAndReadsAsAFinding() throws Exception {
    program("show", "echo no connection to the balancer\nexit 3");

    assertThat(servers.read().problem()).contains("exit code 3", "no connection to the balancer");
    assertThatThrownBy(() -> servers.move("db2", 1))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("UNEXPECTED"))
        .hasMessageContaining("no connection to the balancer");
  }

  private static Consumer<ApplicationFailure> type(String type) {
    return failure -> assertThat(failure.getType()).isEqualTo(type);
  }

  private void program(String name, String text) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\nset -e\n" + text);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  /** Leads each new client to the node that a file names. */
  private record Forwarder(ServerSocket server) implements AutoCloseable {
    static Forwarder start(int port, Path leads) throws IOException {
      ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread accepting = new Thread(() -> accept(server, leads), "forwarder");
      accepting.setDaemon(true);
      accepting.start();
      return new Forwarder(server);
    }

    private static void accept(ServerSocket server, Path leads) {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          String[] to = TwoServers.address(Files.readString(leads).strip()).split(":", 2);
          Socket node = new Socket(to[0], Integer.parseInt(to[1]));
          pump(client, node);
          pump(node, client);
        } catch (IOException closed) {
          // Closed with the test; any other trouble shows as a client that is not served.
        }
      }
    }

    private static void pump(Socket from, Socket to) {
      Thread pump =
          new Thread(
              () -> {
                try (from;
                    to) {
                  from.getInputStream().transferTo(to.getOutputStream());
                } catch (IOException ended) {
                  // One side went away, and try closes the other.
                }
              },
              "pump");
      pump.setDaemon(true);
      pump.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
