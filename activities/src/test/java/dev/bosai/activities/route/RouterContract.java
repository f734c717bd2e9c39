package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engine relies on in a router, the fake one as the real one. */
public interface RouterContract {
  String NODE1 = "Nara";
  String NODE2 = "Nagoya";

  /** A running router. */
  interface Running extends AutoCloseable {
    /** Returns where clients connect, {@code host:port}. */
    String listen();

    /** Returns the base URL of the control interface. */
    String admin();

    @Override
    void close() throws IOException;
  }

  /** Starts a router that leads to the initial node. */
  Running start(Map<String, String> backends, String initial) throws Exception;

  @Test
  default void clientsAreLedToTheInitialNode() throws Exception {
    withRouter((router, client) -> assertThat(greeting(router)).isEqualTo(NODE1));
  }

  @Test
  default void aMoveClosesTheOldConnectionsAndLeadsNewClientsToTheNewNode() throws Exception {
    withRouter(
        (router, client) -> {
          try (Socket before = connect(router)) {
            read(before, NODE1.length());

            RouterClient.Reply reply = client.move(router.admin(), NODE2, new Token(1, 1, 1));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.answer().changed()).isTrue();
            assertThat(reply.answer().closed()).isEqualTo(1);
            assertThat(closed(before)).isTrue();
            assertThat(greeting(router)).isEqualTo(NODE2);
          }
        });
  }

  @Test
  default void ledToNobodyNoConnectionIsLeftAndNoneIsMadeUntilANewerMove() throws Exception {
    withRouter(
        (router, client) -> {
          try (Socket before = connect(router)) {
            read(before, NODE1.length());

            RouterClient.Reply cut = client.move(router.admin(), "", new Token(2, 1, 1));

            assertThat(cut.status()).isEqualTo(200);
            assertThat(cut.answer().closed()).isEqualTo(1);
            assertThat(closed(before)).isTrue();
            try (Socket since = connect(router)) {
              assertThat(closed(since)).isTrue();
            }
            RouterAnswer told = client.state(router.admin()).answer();
            assertThat(told.node()).isEmpty();
            assertThat(told.connections(NODE1)).isZero();
            assertThat(client.move(router.admin(), NODE1, new Token(1, 9, 9)).status())
                .isEqualTo(409);
            client.move(router.admin(), NODE2, new Token(2, 2, 1));
            assertThat(greeting(router)).isEqualTo(NODE2);
          }
        });
  }

  @Test
  default void whatClientsSendArrives() throws Exception {
    withRouter(
        (router, client) -> {
          try (Socket socket = connect(router)) {
            read(socket, NODE1.length());
            socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(socket, 4)).isEqualTo("ping");
          }
        });
  }

  @Test
  default void theSameEffectAgainChangesNothingAndClosesNobody() throws Exception {
    withRouter(
        (router, client) -> {
          client.move(router.admin(), NODE2, new Token(1, 1, 1));
          try (Socket since = connect(router)) {
            read(since, NODE2.length());

            RouterClient.Reply again = client.move(router.admin(), NODE2, new Token(1, 1, 2));

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.answer().changed()).isFalse();
            assertThat(again.answer().closed()).isZero();
          }
        });
  }

  @Test
  default void aStaleAttemptLosesAndIsToldTheNewerToken() throws Exception {
    withRouter(
        (router, client) -> {
          client.move(router.admin(), NODE2, new Token(2, 1, 1));

          RouterClient.Reply stale = client.move(router.admin(), NODE1, new Token(1, 9, 9));

          assertThat(stale.status()).isEqualTo(409);
          assertThat(stale.answer().token()).isEqualTo(new Token(2, 1, 1));
          assertThat(client.state(router.admin()).answer().node()).isEqualTo(NODE2);
        });
  }

  @Test
  default void aNewerEffectMayLeadBack() throws Exception {
    withRouter(
        (router, client) -> {
          client.move(router.admin(), NODE2, new Token(1, 1, 1));

          assertThat(client.move(router.admin(), NODE1, new Token(1, 2, 1)).answer().changed())
              .isTrue();
          assertThat(greeting(router)).isEqualTo(NODE1);
        });
  }

  @Test
  default void aNewerEffectForTheNodeInForceStillOutdatesOlderOnes() throws Exception {
    withRouter(
        (router, client) -> {
          RouterClient.Reply same = client.move(router.admin(), NODE1, new Token(3, 1, 1));
          RouterClient.Reply stale = client.move(router.admin(), NODE2, new Token(2, 1, 1));

          assertThat(same.answer().changed()).isFalse();
          assertThat(stale.status()).isEqualTo(409);
        });
  }

  @Test
  default void anUnknownNodeIsRefusedByName() throws Exception {
    withRouter(
        (router, client) -> {
          RouterClient.Reply reply = client.move(router.admin(), "Kobe", new Token(1, 1, 1));

          assertThat(reply.status()).isEqualTo(404);
          assertThat(reply.answer().problem()).contains("\"Kobe\"");
        });
  }

  @Test
  default void aMoveWithoutATokenIsRefused() throws Exception {
    withRouter(
        (router, client) -> {
          assertThat(put(router, "{\"node\":\"" + NODE2 + "\"}")).isEqualTo(400);
          assertThat(put(router, "{\"nod")).isEqualTo(400);
          assertThat(greeting(router)).isEqualTo(NODE1);
        });
  }

  @Test
  default void aClientOfADeadBackendIsClosedAtOnce() throws Exception {
    withRouter(
        (router, client) -> {
          client.move(router.admin(), "dead", new Token(1, 1, 1));
          try (Socket socket = connect(router)) {
            assertThat(closed(socket)).isTrue();
          }
        });
  }

  /** What one test does. */
  interface Drill {
    void run(Running router, RouterClient client) throws Exception;
  }

  private void withRouter(Drill drill) throws Exception {
    try (NamedServer one = NamedServer.start(NODE1);
        NamedServer two = NamedServer.start(NODE2);
        Running router =
            start(
                Map.of(NODE1, one.address(), NODE2, two.address(), "dead", deadAddress()), NODE1)) {
      drill.run(router, new RouterClient());
    }
  }

  private static String deadAddress() throws IOException {
    NamedServer closed = NamedServer.start("");
    closed.close();
    return closed.address();
  }

  private static String greeting(Running router) throws IOException {
    try (Socket socket = connect(router)) {
      return read(socket, 64);
    }
  }

  private static Socket connect(Running router) throws IOException {
    int colon = router.listen().lastIndexOf(':');
    Socket socket =
        new Socket(
            router.listen().substring(0, colon),
            Integer.parseInt(router.listen().substring(colon + 1)));
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static String read(Socket socket, int most) throws IOException {
    byte[] text = new byte[most];
    int length = socket.getInputStream().read(text);
    return new String(text, 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  /** A reset and an end of stream both tell the client; silence does not. */
  private static boolean closed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silence) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static int put(Running router, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(router.admin() + "/route"))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
