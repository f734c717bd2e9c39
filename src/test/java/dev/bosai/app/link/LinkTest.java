package dev.bosai.app.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final Duration LAG = Duration.ofMillis(150);

  private ServerSocket target;

  @BeforeEach
  void listen() throws IOException {
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    target.setSoTimeout(5_000);
  }

  @AfterEach
  void close() throws IOException {
    target.close();
  }

  @Test
  void bytesArriveAfterTheDelayAndNotBefore() throws IOException {
    try (Pipe pipe = pipe(LAG);
        Socket near = connect(pipe);
        Socket far = opened(near, "true")) {
      long sent = System.nanoTime();
      near.getOutputStream().write('x');

      assertThat(far.getInputStream().read()).isEqualTo('x');
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(LAG);
    }
  }

  @Test
  void whatIsOnTheWayWhenTheSenderDiesNeverArrives() throws Exception {
    try (Pipe pipe = pipe(LAG);
        Socket near = connect(pipe);
        Socket far = opened(near, "true")) {
      near.getOutputStream().write("early".getBytes(StandardCharsets.US_ASCII));
      assertThat(far.getInputStream().readNBytes(5)).asString().isEqualTo("early");

      near.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
      near.shutdownOutput();

      assertThat(remaining(far.getInputStream())).isZero();
      assertThat(pipe.told().droppedBytes()).isEqualTo(4);
    }
  }

  @Test
  void withoutDelayWhatWasSentBeforeTheEndArrives() throws IOException {
    try (Pipe pipe = pipe(Duration.ZERO);
        Socket near = connect(pipe);
        Socket far = target.accept()) {
      near.getOutputStream().write("last words".getBytes(StandardCharsets.US_ASCII));
      near.shutdownOutput();

      assertThat(far.getInputStream().readAllBytes()).asString().isEqualTo("last words");
    }
  }

  @Test
  void onlyAStandbysConnectionIsDelayed() throws Exception {
    try (Pipe pipe = pipe(Duration.ofHours(1));
        Socket near = connect(pipe);
        Socket far = opened(near, "false")) {
      near.getOutputStream().write("at once".getBytes(StandardCharsets.US_ASCII));

      assertThat(far.getInputStream().readNBytes(7)).asString().isEqualTo("at once");
    }
  }

  @Test
  void whatIsEncryptedIsCarriedAsItIs() throws Exception {
    try (Pipe pipe = pipe(Duration.ofHours(1));
        Socket near = connect(pipe);
        Socket far = target.accept()) {
      near.getOutputStream().write(packet(80_877_103, ""));
      far.getInputStream().readNBytes(8);
      far.getOutputStream().write('S');
      assertThat(near.getInputStream().read()).isEqualTo('S');

      near.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));

      assertThat(far.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void manyBytesKeepTheirOrderAndAreNotHeldToTheDelayEach() throws Exception {
    byte[] sent = new byte[8 * 1024 * 1024];
    new Random(7).nextBytes(sent);
    try (Pipe pipe = pipe(LAG);
        Socket near = connect(pipe);
        Socket far = opened(near, "true")) {
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(() -> read(far, sent.length));
      long began = System.nanoTime();
      near.getOutputStream().write(sent);

      assertThat(Arrays.equals(received.join(), sent)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void aLineThatIsFullLetsNoMoreIn() throws Exception {
    DelayLine line = new DelayLine(Duration.ofHours(1).toNanos());
    line.put(new byte[DelayLine.CAPACITY]);

    CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(() -> put(line));

    assertThat(more).isNotDone();
    assertThat(line.breakOff()).isEqualTo(DelayLine.CAPACITY);
    assertThat(more.join()).isFalse();
    assertThat(line.take()).isNull();
  }

  @Test
  void aClientOfATargetThatRefusesIsClosedAtOnce() throws IOException {
    try (Pipe pipe = pipe(LAG)) {
      target.close();
      try (Socket near = connect(pipe)) {
        near.setSoTimeout(5_000);
        assertThat(remaining(near.getInputStream())).isZero();
      }
    }
  }

  @Test
  void aPipeIsWrittenAsTheCommandLineTakesIt() {
    assertThat(PipeSpec.parse("wal=127.0.0.1:22420->10.0.0.5:5432,lag"))
        .isEqualTo(
            new PipeSpec(
                "wal",
                new HostPort("127.0.0.1", 22_420),
                new HostPort("10.0.0.5", 5_432),
                true,
                ""));
    assertThat(PipeSpec.parse("t=[::1]:1->h:2").listen()).isEqualTo(new HostPort("::1", 1));
    assertThatThrownBy(() -> PipeSpec.parse("wal=5432")).isInstanceOf(Fault.class);
  }

  private Pipe pipe(Duration lag) {
    HostPort there = new HostPort("127.0.0.1", target.getLocalPort());
    return new Pipe(new PipeSpec("p", new HostPort("127.0.0.1", 0), there, true, ""), lag);
  }

  /** Opens as libpq does: asks for encryption first, is refused, and says what it wants. */
  private Socket opened(Socket near, String replication) throws IOException {
    Socket far = target.accept();
    near.getOutputStream().write(packet(80_877_103, ""));
    assertThat(far.getInputStream().readNBytes(8)).isEqualTo(packet(80_877_103, ""));
    far.getOutputStream().write('N');
    assertThat(near.getInputStream().read()).isEqualTo('N');
    byte[] startup = packet(196_608, "user\0bosai\0replication\0" + replication + "\0\0");
    near.getOutputStream().write(startup);
    assertThat(far.getInputStream().readNBytes(startup.length)).isEqualTo(startup);
    return far;
  }

  private static byte[] packet(int code, String rest) {
    byte[] text = rest.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .putInt(8 + text.length)
        .putInt(code)
        .put(text)
        .array();
  }

  private static Socket connect(Pipe pipe) throws IOException {
    return new Socket(
        InetAddress.getLoopbackAddress(), HostPort.parse(pipe.told().listen()).port());
  }

  /** Counts what still arrives; a reset is an end too. */
  private static int remaining(InputStream in) {
    try {
      return in.readAllBytes().length;
    } catch (IOException reset) {
      return 0;
    }
  }

  private static byte[] read(Socket from, int length) {
    try {
      return from.getInputStream().readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean put(DelayLine line) {
    try {
      return line.put(new byte[1]);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
