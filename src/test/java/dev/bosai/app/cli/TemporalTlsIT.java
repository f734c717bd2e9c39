package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal behind a front that lets nobody in without a client certificate. */
class TemporalTlsIT {
  private static final int FIRST_PORT = 23_600;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
  void aWholeRunGoesThroughTheFront() throws IOException {
    write(front.addressWithKey());
    Map<String, String> trusted = certificate("client");
    trusted.put("TEMPORAL_API_KEY", "let-me-in");
    Path log =
        front.daemon(
            "worker",
            trusted,
            "worker",
            "--site",
            "ops",
            "--system",
            folder.resolve("bosai.yaml").toString());
    assertThat(Await.until(() -> said(log).contains("works for site \"ops\""), PATIENCE))
        .as(() -> said(log))
        .isTrue();
    Bosai bosai = bosai(trusted);

    Said started =
        bosai.run("start", "by-hand.yaml", "--system", "shop", "--yes", "--json", "--wait");
    assertThat(started.code()).as(started.err()).isEqualTo(5);
    answered(bosai);
    answered(bosai);
    assertThat(bosai.run("watch", "shop").code()).isZero();

    Said report = bosai.run("report", "shop", "--json");
    assertThat(report.code()).isZero();
    assertThat(new ObjectMapper().readTree(report.out()).at("/plan/verified").asBoolean()).isTrue();
    assertThat(said(log)).doesNotContain("let-me-in").doesNotContain("in plain text");
  }

  @Test
  void whoeverCannotShowItIsToldWhy() throws IOException {
    write(front.address());

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
    write(front.addressWithKey());
    Map<String, String> wrongKey = certificate("client");
    wrongKey.put("TEMPORAL_API_KEY", "let-me-out");
    assertRefused(wrongKey, "does not let this host in", "TEMPORAL_API_KEY");
    write(front.behind());
    assertRefused(certificate("client"), "does not speak TLS", "unset");
  }

  private void assertRefused(Map<String, String> environment, String why, String hint)
      throws IOException {
    Said said = bosai(environment).run("status", "shop");

    assertThat(said.code()).as(said.err()).isEqualTo(30);
    assertThat(said.err()).contains(why).contains(hint).doesNotContain("let-me-out");
  }

  private static void answered(Bosai bosai) {
    Said said = bosai.run("approve", "shop", "--why", "done", "--yes");
    assertThat(said.code()).as(said.err()).isZero();
    bosai.run("watch", "shop");
  }

  private Bosai bosai(Map<String, String> environment) {
    Bosai bosai = new Bosai(folder);
    environment.forEach(bosai::with);
    return bosai;
  }

  private void write(String address) throws IOException {
    RunServer.writeFiles(folder, address);
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
      throw new java.io.UncheckedIOException(e);
    }
  }
}
