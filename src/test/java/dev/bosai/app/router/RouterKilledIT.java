package dev.bosai.app.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.route.NamedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router process is killed between and during moves. */
class RouterKilledIT {
  private static final int LISTEN = 22_410;
  private static final int ADMIN = 22_411;
  private static final int ROUNDS = 6;

  @TempDir Path folder;

  private final NamedServer nara = NamedServer.start("Nara");
  private final NamedServer nagoya = NamedServer.start("Nagoya");
  private final HttpClient http = HttpClient.newHttpClient();
  private Process router;

  @AfterEach
  void stop() throws IOException {
    router.destroyForcibly();
    nara.close();
    nagoya.close();
  }

  @Test
  void howeverOftenItIsKilledItLeadsWhereItWasLastMovedAndLogsEachMoveOnce() throws Exception {
    start();
    for (int round = 1; round <= ROUNDS; round++) {
      String node = round % 2 == 1 ? "nagoya" : "nara";

      assertThat(put(node, round)).contains("\"changed\" : true");
      router.destroyForcibly().waitFor();
      start();

      assertThat(greeting()).isEqualToIgnoringCase(node);
      assertThat(put(node, round)).contains("\"changed\" : false");
      assertThat(put(node.equals("nara") ? "nagoya" : "nara", round - 1)).contains("not newer");
    }
    assertThat(logged("changed")).isEqualTo(ROUNDS);
    assertThat(logged("rejected")).isEqualTo(ROUNDS);
  }

  private void start() throws IOException, InterruptedException {
    router =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx48m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.bosai.app.Main",
                    "router",
                    "--listen=127.0.0.1:" + LISTEN,
                    "--admin=" + ADMIN,
                    "--state=" + folder.resolve("state"),
                    "--log=" + folder.resolve("log"),
                    "--backend=nara=" + nara.address(),
                    "--backend=nagoya=" + nagoya.address(),
                    "--initial=nara"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
            .start();
    Instant patience = Instant.now().plus(Duration.ofSeconds(20));
    while (!answers()) {
      assertThat(Instant.now()).isBefore(patience);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ADMIN)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private String put(String node, int epoch) throws IOException, InterruptedException {
    String body =
        "{\"node\":\""
            + node
            + "\",\"token\":{\"epoch\":"
            + epoch
            + ",\"effect\":1,\"attempt\":1}}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ADMIN + "/route"))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String greeting() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), LISTEN)) {
      byte[] text = new byte[64];
      int length = socket.getInputStream().read(text);
      return new String(text, 0, length, StandardCharsets.US_ASCII);
    }
  }

  private long logged(String outcome) throws IOException {
    return Files.readAllLines(folder.resolve("log")).stream()
        .filter(line -> line.contains("\"outcome\":\"" + outcome + "\""))
        .count();
  }
}
