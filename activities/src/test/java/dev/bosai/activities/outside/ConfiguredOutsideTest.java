package dev.bosai.activities.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.OutsideActivities.Answer;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.OutsideActivities.Program;
import dev.bosai.workflows.port.OutsideActivities.ProgramEnded;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import dev.bosai.workflows.port.OutsideActivities.Request;
import dev.bosai.workflows.port.OutsideActivities.ServiceRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredOutsideTest {
  private static final String SECRET = "s3cr3t-t0ken";
  private static final Instant NOW = Instant.parse("2026-11-23T03:14:07Z");

  @TempDir Path folder;

  private EchoServer web;

  @BeforeEach
  void start() throws IOException {
    web = new EchoServer();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void aWebhookGetsTheMessageWithItsKeyAndTime() {
    Receipt receipt = outside().tell(message("hook"));

    assertThat(receipt).isEqualTo(new Receipt("hook", "run-1/notify", "200"));
    assertThat(web.received()).hasSize(1);
    assertThat(web.received().get(0))
        .startsWith("POST /" + SECRET + " run-1/notify {")
        .contains("\"text\":\"db1 is down\"", "\"key\":\"run-1/notify\"", "\"system\":\"shop\"")
        .contains("\"at\":\"2026-11-23T03:14:07Z\"");
  }

  @Test
  void aWebhookThatFailsDoesNotGiveItsAddressAway() {
    web.answer(500);

    assertThatThrownBy(() -> outside().tell(message("hook")))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("channel \"hook\" answered 500")
        .satisfies(ConfiguredOutsideTest::keepsTheSecret);
  }

  @Test
  void neitherDoesOneThatIsNotThereNorOneThatIsNoAddress() {
    web.close();

    for (String channel : List.of("hook", "nowhere", "nonsense")) {
      assertThatThrownBy(() -> outside().tell(message(channel)))
          .isInstanceOf(ApplicationFailure.class)
          .satisfies(ConfiguredOutsideTest::keepsTheSecret);
    }
  }

  @Test
  void aProgramChannelGetsTheMessageOnItsStandardInput() throws IOException {
    Receipt receipt = outside().tell(message("pager"));

    assertThat(receipt.answer()).isEqualTo("exit code 0");
    assertThat(Files.readString(folder.resolve("paged")))
        .contains("\"text\":\"db1 is down\"")
        .endsWith("key=run-1/notify\n");
  }

  @Test
  void aRequestCountsOnlyWithTheStatusThatWasExpected() {
    Answer answer = outside().request(request("env:URL", 200));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(web.received().get(0)).startsWith("PUT /" + SECRET + " run-1/http body");
    assertThatThrownBy(() -> outside().request(request(web.base() + "/plain", 204)))
        .hasMessageContaining("answered 200, expected 204; it said: you asked /plain");
  }

  @Test
  void aSecretThatTheOtherSideSendsBackIsCutOut() {
    Answer answer = outside().request(request("env:URL", 200));

    assertThat(answer.excerpt()).doesNotContain(web.base() + "/" + SECRET);
    assertThatThrownBy(
            () -> outside().request(withHeader("env:TOKEN", web.base() + "/" + SECRET, 204)))
        .satisfies(
            failure -> assertThat(failure.getMessage()).contains("it said: you asked /[secret]"));
  }

  @Test
  void aListedProgramRunsWithItsKeyAndTheEndOfItsOutputIsKept() throws IOException {
    Path program = program("echo out $1 $BOSAI_KEY; echo err >&2");

    ProgramEnded ended = outside().run(program(List.of(program.toString(), "arg")));

    assertThat(ended).isEqualTo(new ProgramEnded(0, "out arg run-1/command\nerr\n"));
  }

  @Test
  void ofALongOutputTheLastTwoThousandCharactersAreKept() throws IOException {
    Path program = program("i=0; while [ $i -lt 3000 ]; do echo ä$i; i=$((i+1)); done");

    ProgramEnded ended = outside().run(program(List.of(program.toString())));

    assertThat(ended.output()).hasSize(2_000).endsWith("ä2999\n");
  }

  @Test
  void aProgramThatIsNotListedIsNotStarted() {
    assertThatThrownBy(() -> outside().run(program(List.of("/bin/sh", "-c", "true"))))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("NOT_LISTED"))
        .hasMessageContaining("policy.commands");
  }

  @Test
  void aProgramThatFailsTellsItsLastWords() throws IOException {
    Path program = program("echo disk is full; exit 7");

    assertThatThrownBy(() -> outside().run(program(List.of(program.toString()))))
        .hasMessageContaining("exit code 7, expected 0; its last words: disk is full");
  }

  @Test
  void aProgramThatLeavesAServerBehindEndsWhenItEnds() throws IOException {
    Path program = program("sleep 30 & echo $! > " + folder.resolve("server"));
    Instant began = Instant.now();

    outside().run(program(List.of(program.toString())));

    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    ProcessHandle left = process("server");
    assertThat(left.isAlive()).isTrue();
    left.destroyForcibly();
  }

  @Test
  void aProgramThatIsStoppedDiesWithAllItStarted() throws Exception {
    Path program = program("sleep 60 & echo $! > " + folder.resolve("child") + "; wait");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outside().run(program(List.of(program.toString())));
              } catch (RuntimeException stopped) {
                end.complete(stopped);
              }
            });
    thread.start();
    ProcessHandle child = awaited("child");

    thread.interrupt();

    assertThat(end.get(10, TimeUnit.SECONDS)).hasMessageContaining("was stopped with all");
    child.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aServiceIsHealthyOnlyWithTwoHundred() {
    assertThat(outside().health(service("api")).status()).isEqualTo(200);
    web.answer(204);
    assertThatThrownBy(() -> outside().health(service("api")))
        .hasMessageContaining("service \"api\" asked for its health answered 204, expected 200");
  }

  @Test
  void aServiceIsRestartedWithItsOwnProgram() throws IOException {
    assertThat(outside().redeploy(service("api")).output()).isEqualTo("restarted\n");
    assertThatThrownBy(() -> outside().redeploy(service("bare")))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("REFUSED"));
    assertThatThrownBy(() -> outside().redeploy(service("other")))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("NOT_LISTED"));
  }

  private static void keepsTheSecret(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(SECRET);
    }
  }

  private static Consumer<ApplicationFailure> hopeless(String type) {
    return failure -> {
      assertThat(failure.getType()).isEqualTo(type);
      assertThat(failure.isNonRetryable()).isTrue();
    };
  }

  private ConfiguredOutside outside() {
    Secrets secrets =
        new Secrets(
            Map.of(
                "URL",
                web.base() + "/" + SECRET,
                "TOKEN",
                SECRET,
                "NOWHERE",
                "http://" + SECRET + ".invalid/",
                "NONSENSE",
                SECRET));
    return new ConfiguredOutside(
        new Protected(systemFile()), secrets, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private SystemFile systemFile() {
    return new SystemFile(
        "shop",
        new TemporalService("127.0.0.1:1", "bosai", ""),
        Map.of(),
        Map.of(),
        Map.of(
            "api", new Service(1, web.base() + "/health", List.of("/bin/echo", "restarted")),
            "bare", new Service(1, "", List.of())),
        Map.of(
            "hook", new Channel.Webhook("env:URL"),
            "nowhere", new Channel.Webhook("env:NOWHERE"),
            "nonsense", new Channel.Webhook("env:NONSENSE"),
            "pager", new Channel.Program(List.of("/bin/sh", "-c", paging()))),
        Map.of(),
        new Policy(Duration.ZERO, List.of(), List.of(folder.resolve("program").toString())));
  }

  private String paging() {
    return "{ cat; echo key=$BOSAI_KEY; } > " + folder.resolve("paged");
  }

  private Path program(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private ProcessHandle process(String file) throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private ProcessHandle awaited(String file) throws IOException, InterruptedException {
    Instant patience = Instant.now().plusSeconds(10);
    while (!Files.exists(folder.resolve(file)) || Files.size(folder.resolve(file)) == 0) {
      assertThat(Instant.now()).isBefore(patience);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return process(file);
  }

  private static Message message(String channel) {
    return new Message("shop", channel, "run-1/notify", "db1 is down");
  }

  private static Request request(String url, int expected) {
    return new Request("shop", "run-1/http", "PUT", url, Map.of(), "body", expected);
  }

  private static Request withHeader(String value, String url, int expected) {
    return new Request(
        "shop", "run-1/http", "PUT", url, Map.of("Authorization", value), "", expected);
  }

  private static Program program(List<String> command) {
    return new Program("shop", "run-1/command", command);
  }

  private static ServiceRef service(String name) {
    return new ServiceRef("shop", name, "run-1/redeploy");
  }
}
