package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.system.Route;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * The old server dies while clients log in all the time, so that PgBouncer turns them away with
 * "server login has been failing" until {@code server_login_retry} has passed.
 */
class PgbouncerDeadServerIT {
  private static final int CLIENTS = 4;

  @TempDir private Path folder;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicBoolean ends = new AtomicBoolean();
  private final CountDownLatch refused = new CountDownLatch(1);
  private TwoServers both;
  private TwoServers servers;
  private Bouncer bouncer;
  private ServerSocket dying;

  @BeforeEach
  void start() throws Exception {
    both = TwoServers.behind(new Route.Libpq(List.of()));
    dying = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    new Thread(this::refuseEveryLogin, "dying server").start();
    bouncer = Bouncer.in(folder, "127.0.0.1:" + dying.getLocalPort());
    bouncer.configure("%include " + bouncer.file(), "server_login_retry = 60");
    bouncer.start();
    servers = both.alsoBehind(bouncer.route());
    // The first ones wait for the server; those that come later are turned away.
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(this::tryAgainAllTheTime);
    }
  }

  @AfterEach
  void stop() throws Exception {
    ends.set(true);
    dying.close();
    clients.shutdownNow();
    bouncer.close();
    both.close();
  }

  @RepeatedTest(3)
  void clientsReachTheNewPrimaryAtOnceAndTheSettingIsAsItWas() throws Exception {
    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(servers.move("db2", 1).changed()).isTrue();

    assertThat(TwoServers.reached()).isEqualTo("db2");
    assertThat(bouncer.setting("server_login_retry")).isEqualTo("60");
  }

  /** As a server does that is going down. */
  private void refuseEveryLogin() {
    byte[] fields =
        "SFATAL\0C57P03\0Mthe database system is shutting down\0\0"
            .getBytes(StandardCharsets.US_ASCII);
    while (!dying.isClosed()) {
      try (Socket socket = dying.accept()) {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte('E');
        out.writeInt(Integer.BYTES + fields.length);
        out.write(fields);
        out.flush();
        refused.countDown();
        assertThat(socket.getInputStream().read()).isNotNegative();
      } catch (IOException left) {
        // The next login is refused, too, until the test ends.
      }
    }
  }

  private void tryAgainAllTheTime() {
    while (!ends.get()) {
      try (Connection client = TwoServers.client()) {
        TwoServers.server(client);
      } catch (SQLException turnedAway) {
        // It tries again.
      }
    }
  }
}
