package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.MessageLite;
import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.view.RunIds;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Temporal behind a front that lets nobody in without a client certificate, and what it
 * keeps is encrypted.
 */
class GuardedTemporalIT {
  private static final int FIRST_PORT = 23_600;
  private static final int CODEC_PORT = 23_603;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PAGE = "http://127.0.0.1:8233";

  /** Stands in the runbook, the answers, the start's reason and the error of a step. */
  private static final String WORD = "wasabi";

  private static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHgA=";

  @TempDir private static Path shared;
  private static Front front;

  @TempDir private Path folder;

  @BeforeAll
  static void up() throws IOException {
    front = Front.up(shared, FIRST_PORT);
  }

  @AfterAll
  static void down() {
    front.close();
  }

  @Test
  void aWholeRunGoesThroughTheFrontAndTemporalKeepsNoWordOfIt() throws Exception {
    Map<String, String> trusted = certificate("client");
    trusted.put("TEMPORAL_API_KEY", "let-me-in");
    trusted.put("PAYLOAD_KEY", ONE);
    write(front.addressWithKey(), encryption("one", "one"));
    writeRunbook();
    Path log = worker(trusted);
    Bosai bosai = bosai(trusted);

    carryOut(bosai);

    Said report = bosai.run("report", "shop", "--json");
    assertThat(report.code()).isZero();
    assertThat(new ObjectMapper().readTree(report.out()).at("/plan/verified").asBoolean()).isTrue();
    assertThat(report.out()).contains("the dose of " + WORD + " is wrong");
    assertThat(said(log)).doesNotContain("let-me-in", ONE, "in plain text");
    nothingIsKeptInClear();
    otherKeysReadNothing(trusted);
    whoeverHasTheKeySeesIt(trusted);
  }

  private static void carryOut(Bosai bosai) {
    Said started =
        bosai.run(
            "start", "taste.yaml", "--system", "shop", "--yes", "--wait", "--reason", LONG_REASON);
    assertThat(started.code()).as(started.err()).isEqualTo(5);
    assertThat(started.out()).contains("Smell the " + WORD);
    Said answered = bosai.run("approve", "shop", "--why", "the " + WORD + " is gone", "--yes");
    assertThat(answered.code()).as(answered.err()).isZero();
    Said watched = bosai.run("watch", "shop");
    assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
    assertThat(watched.out()).contains("the " + WORD + " is gone");
  }

  /** The server takes 400 bytes of a summary, in which it stands: more than 160 wide characters. */
  private static final String LONG_REASON = WORD + "が多すぎる".repeat(40);

  private static void nothingIsKeptInClear() {
    TemporalService server = new TemporalService(front.behind(), "default", "");
    WorkflowExecution run =
        WorkflowExecution.newBuilder().setWorkflowId(RunIds.recovery("shop")).build();
    try (TemporalConnection raw = TemporalConnection.open(server, TemporalAccess.plain())) {
      var history =
          raw.service()
              .blockingStub()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace("default")
                      .setExecution(run)
                      .build());
      var described =
          raw.service()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace("default")
                      .setExecution(run)
                      .build());
      assertThat(history.getHistory().getEventsCount()).isGreaterThan(20);
      assertThat(bytes(history)).contains("binary/encrypted", "Encoded failure");
      assertThat(bytes(history)).doesNotContain(WORD);
      assertThat(bytes(described)).contains("binary/encrypted").doesNotContain(WORD);
    }
  }

  private static String bytes(MessageLite answer) {
    return answer.toByteString().toString(StandardCharsets.ISO_8859_1);
  }

  private void otherKeysReadNothing(Map<String, String> trusted) throws IOException {
    Map<String, String> changed = new LinkedHashMap<>(trusted);
    changed.put("PAYLOAD_KEY", OTHER);
    assertUnreadable(bosai(changed), "was encrypted with another key \"one\" than this host has");
    changed.put("PAYLOAD_KEY", "c2hvcnQ=");
    assertUnreadable(bosai(changed), "the payload key \"one\" is not 32 bytes in base64");
    changed.remove("PAYLOAD_KEY");
    assertUnreadable(bosai(changed), "\"env:PAYLOAD_KEY\" is not set on this host");
    write(front.addressWithKey(), encryption("two", "two"));
    assertUnreadable(bosai(trusted), "was encrypted with key \"one\"; this host has two");
    write(front.addressWithKey(), "");
    assertUnreadable(bosai(trusted), "was encrypted with key \"one\"; this host has none");
    write(front.addressWithKey(), encryption("two", "two", "one"));
    assertThat(bosai(trusted).run("status", "shop").code()).as("rotated").isZero();
  }

  private static void assertUnreadable(Bosai bosai, String why) {
    Said said = bosai.run("status", "shop");
    assertThat(said.code()).as(said.err()).isEqualTo(30);
    assertThat(said.err()).contains(why).doesNotContain(ONE, OTHER, "c2hvcnQ");
  }

  private void whoeverHasTheKeySeesIt(Map<String, String> trusted) throws Exception {
    String endpoint = "http://127.0.0.1:" + CODEC_PORT;
    String[] command = {"codec", "serve", "--ui", PAGE, "--listen", "127.0.0.1:" + CODEC_PORT};
    await(front.daemon("codec", trusted, with(command)), "answers " + PAGE);

    String[] show = {"workflow", "show", "-w", "recovery/shop"};
    String[] decoding = Arrays.copyOf(show, show.length + 2);
    decoding[show.length] = "--codec-endpoint";
    decoding[show.length + 1] = endpoint;
    assertThat(front.temporal(decoding)).contains("every step has ended");
    assertThat(front.temporal(show)).doesNotContain("every step has ended");

    HttpResponse<String> asked = ask(endpoint, PAGE);
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(ask(endpoint, "http://evil.example").statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> ask(String endpoint, String origin) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(endpoint + "/decode"))
                .header("Origin", origin)
                .header("X-Namespace", "default")
                .POST(HttpRequest.BodyPublishers.ofString("{\"payloads\":[]}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whoeverCannotShowItIsToldWhy() throws IOException {
    write(front.address(), "");

    assertRefused(
        Map.of(), "hangs up without a word, as one that speaks TLS does", "TEMPORAL_TLS=true");
    assertRefused(
        Map.of("TEMPORAL_TLS", "true"),
        "shows a certificate that nobody vouches for on this host",
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH");
    Map<String, String> nameless = certificate("client");
    nameless.remove("TEMPORAL_TLS_SERVER_NAME");
    assertRefused(nameless, "shows a certificate for another name", "TEMPORAL_TLS_SERVER_NAME");
    Map<String, String> empty = certificate("client");
    empty.keySet().removeIf(name -> name.contains("CLIENT"));
    String demanded = "demands a client certificate that it trusts";
    assertRefused(empty, demanded, "TEMPORAL_TLS_CLIENT_CERT_PATH");
    assertRefused(certificate("stranger"), demanded, "TEMPORAL_TLS_CLIENT_KEY_PATH");
    write(front.addressWithKey(), "");
    Map<String, String> wrongKey = certificate("client");
    wrongKey.put("TEMPORAL_API_KEY", "let-me-out");
    assertRefused(wrongKey, "does not let this host in", "TEMPORAL_API_KEY");
    write(front.behind(), "");
    assertRefused(certificate("client"), "does not speak TLS", "unset");
  }

  private void assertRefused(Map<String, String> environment, String why, String hint) {
    Said said = bosai(environment).run("status", "shop");

    assertThat(said.code()).as(said.err()).isEqualTo(30);
    assertThat(said.err()).contains(why).contains(hint).doesNotContain("let-me-out");
  }

  private Path worker(Map<String, String> environment) throws IOException {
    Path log = front.daemon("worker", environment, with("worker", "--site", "ops"));
    await(log, "works for site \"ops\"");
    return log;
  }

  private String[] with(String... command) {
    String[] all = Arrays.copyOf(command, command.length + 2);
    all[command.length] = "--system";
    all[command.length + 1] = folder.resolve("bosai.yaml").toString();
    return all;
  }

  private static void await(Path log, String word) {
    assertThat(Await.until(() -> said(log).contains(word), PATIENCE)).as(() -> said(log)).isTrue();
  }

  private Bosai bosai(Map<String, String> environment) {
    Bosai bosai = new Bosai(folder);
    environment.forEach(bosai::with);
    return bosai;
  }

  private void write(String address, String encryption) throws IOException {
    RunServer.writeFiles(folder, address);
    Path file = folder.resolve("bosai.yaml");
    String place = "namespace: default";
    Files.writeString(
        file,
        Files.readString(file)
            .replace(place, place + encryption)
            .replace(
                "accept-loss: 30s",
                "accept-loss: 30s, commands: [" + folder.resolve("taste") + "]"));
  }

  private static String encryption(String with, String... names) {
    StringBuilder keys = new StringBuilder();
    for (String name : names) {
      keys.append(keys.isEmpty() ? "" : ", ").append(name).append(": \"env:PAYLOAD_KEY\"");
    }
    return ", encryption: {with: " + with + ", keys: {" + keys + "}}";
  }

  private void writeRunbook() throws IOException {
    Path program = folder.resolve("taste");
    Files.writeString(program, "#!/bin/sh\necho the dose of " + WORD + " is wrong; exit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("taste.yaml"),
        """
        runbook: taste
        title: Taste the %1$s
        level: L1
        objectives: {rto: 15m, rpo: 0s}
        steps:
          - command: {id: first, title: Taste it, command: [%2$s], on-failure: continue}
          - manual: {id: second, title: Smell the %1$s, instructions: Smell the %1$s.}
        """
            .formatted(WORD, program));
  }

  private static Map<String, String> certificate(String name) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TEMPORAL_TLS_CLIENT_CERT_PATH", front.file(name + ".pem").toString());
    variables.put("TEMPORAL_TLS_CLIENT_KEY_PATH", front.file(name + ".key").toString());
    variables.put("TEMPORAL_TLS_SERVER_CA_CERT_PATH", front.file("authority.pem").toString());
    variables.put("TEMPORAL_TLS_SERVER_NAME", "temporal.ops");
    return variables;
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
