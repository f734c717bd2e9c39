package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.report.DocumentedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked on a node's host, of a directory that looks like one on timeline 1. */
class NodeCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void makeTheHost() throws IOException {
    data = folder.resolve("main");
    Files.createDirectories(data.resolve("global"));
    Files.createDirectories(data.resolve("pg_wal"));
    Files.createFile(data.resolve("pg_wal/000000010000000000000003"));
    ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    Files.write(data.resolve("global/pg_control"), head.putLong(7301).putInt(1300).array());
    program("postgres", "exit 0");
    program("pg_controldata", "echo 'Database cluster state:               in production'");
    Files.writeString(folder.resolve("bosai.yaml"), system());
  }

  @Test
  void aLonePrimaryMayStartAndTheAnswerSaysWhatItCouldNotAsk() throws IOException {
    Bosai.Said said = bosai().run("node", "may-start", "db1");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith("NOT ASKED: node \"db2\": ")
        .contains("node \"db1\" may start as a primary on timeline 1", "HINT: ");
    DocumentedJson.of("`bosai node may-start NODE --json`")
        .assertDescribes(json(bosai().run("node", "may-start", "db1", "--json")));
  }

  @Test
  void strictlyItMayNot() throws IOException {
    Bosai.Said said = bosai().run("node", "may-start", "db1", "--strict");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).contains("NOT ASKED: node \"db2\": ");
    assertThat(said.err()).contains("nothing was started", "HINT: ");

    Bosai.Said scripted = bosai().run("node", "may-start", "db1", "--strict", "--json");
    assertThat(scripted.code()).isEqualTo(4);
    assertThat(json(scripted).get("reason").asText()).isEqualTo("not-asked");
    assertThat(json(scripted).get("mayStart").asBoolean()).isFalse();
  }

  @Test
  void whatHangsIsGivenUpAndEnded() throws IOException {
    program("leads", "echo $$ > '" + folder.resolve("pid") + "'; exec sleep 600");
    try (ServerSocket hangs = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String file = system().replaceAll("(db2: .* port: )\\d+", "$1" + hangs.getLocalPort());
      String route =
          "route: {kind: command, at: [\"127.0.0.1:5432\"], move: [/bin/true], show: [%s]}";
      Files.writeString(
          folder.resolve("bosai.yaml"),
          file.replaceAll("route: .*", route.formatted(folder.resolve("bin/leads"))));

      JsonNode answer = json(bosai().run("node", "may-start", "db1", "--json"));
      assertThat(answer.get("reason").asText()).isEqualTo("alone");
      assertThat(answer.get("notAsked")).as(answer.toString()).hasSize(2);
    }
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(left -> left.onExit().orTimeout(5, TimeUnit.SECONDS).join());
  }

  @Test
  void aFencedNodeMayNotAndAStandbyMay() throws IOException {
    Path control = data.resolve("global/pg_control");
    Path fenced = data.resolve("global/pg_control.fenced");
    Files.move(control, fenced);
    Bosai.Said refused = bosai().run("node", "may-start", "db1");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("node \"db1\" is fenced", "nothing was started", "HINT: ");

    Files.move(fenced, control);
    Files.createFile(data.resolve("standby.signal"));
    assertThat(bosai().run("node", "may-start", "db1", "--strict").code()).isZero();
  }

  @Test
  void theStatusShowsWhatTheHostKnows() throws IOException {
    Path marker = Files.createDirectory(folder.resolve("main.bosai"));
    Files.writeString(marker.resolve("token.json"), "{\"epoch\":4,\"effect\":2,\"attempt\":1}");
    Files.writeString(
        marker.resolve("journal.jsonl"),
        "{\"at\":\"2026-11-23T03:14:07Z\",\"effect\":\"promote\",\"token\":{\"epoch\":4,"
            + "\"effect\":2,\"attempt\":1},\"did\":\"promoted\",\"facts\":{}}\n");

    Bosai.Said said = bosai().run("node", "status", "db1");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("in production", "7301", "4.2.1", "promote 4.2.1: promoted", "may start");
    JsonNode status = json(bosai().run("node", "status", "db1", "--json"));
    DocumentedJson.of("`bosai node status NODE --json`").assertDescribes(status);
    assertThat(status.at("/effects/0/did").asText()).isEqualTo("promoted");
    assertThat(status.get("timeline").asInt()).isEqualTo(1);
  }

  @Test
  void aNodeThatIsNotListedOrNotHereIsToldSo() throws IOException {
    Bosai.Said unknown = bosai().run("node", "may-start", "db7");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("has no node \"db7\"", "db1, db2");

    Bosai.Said elsewhere = bosai().run("node", "may-start", "db2");
    assertThat(elsewhere.code()).isEqualTo(4);
    assertThat(elsewhere.err()).contains("is not here", "HINT: ");
  }

  @Test
  void aSystemFileWithAMistakeIsNoAnswer() throws IOException {
    Files.writeString(folder.resolve("bosai.yaml"), "system: shop\nsights: {}\n");
    assertThat(bosai().run("node", "may-start", "db1").code()).isEqualTo(2);
  }

  @Test
  void withoutACommandTheCommandsAreNamed() {
    assertThat(bosai().run("node").err()).contains("missing command: status, may-start");
  }

  @Test
  void theLineForSystemdWorksAsItIsDocumented() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("../docs/protect-your-own.md")).stream()
            .filter(line -> line.startsWith("ExecStartPre="))
            .toList();
    assertThat(lines).hasSize(1);
    String[] words = lines.get(0).replace("/etc/bosai/", folder + "/").split(" ");
    assertThat(words[0]).isEqualTo("ExecStartPre=/opt/bosai/bosai");

    Bosai.Said said = bosai().run(List.of(words).subList(1, words.length).toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("node \"db1\" may start");
  }

  private Bosai bosai() {
    return new Bosai(folder);
  }

  private static JsonNode json(Bosai.Said said) throws IOException {
    return JSON.readTree(said.out());
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String system() throws IOException {
    return """
        system: shop
        temporal: {address: "127.0.0.1:7233"}
        sites:
          tokyo: {home: true}
          osaka: {}
          ops: {role: witness}
        databases:
          main:
            database: shop
            admin: {user: dba}
            nodes:
              db1: {site: tokyo, host: 127.0.0.1, port: %1$d, data: %3$s, control: pg_ctl, bin: %4$s}
              db2: {site: osaka, host: 127.0.0.1, port: %2$d, data: %3$s-of-db2, control: pg_ctl}
            route: {kind: libpq, at: ["127.0.0.1:%1$d", "127.0.0.1:%2$d"]}
            probe: {from: ops}
        """
        .formatted(closedPort(), closedPort(), data, folder.resolve("bin"));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
