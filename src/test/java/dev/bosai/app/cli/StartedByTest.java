package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import dev.bosai.app.system.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where people are named, a commander starts a run, and signs what is started. */
@Timeout(60)
class StartedByTest {
  @TempDir private Path folder;
  private RunServer server;
  private Bosai bosai;

  @BeforeEach
  void open() throws IOException {
    server = new RunServer();
    server.writeFiles(folder);
    Files.createDirectories(folder.resolve("home/.ssh"));
    bosai = new Bosai(folder).with("HOME", folder.resolve("home").toString());
    String people =
        """
        people:
          aya: {key: "%s", roles: [commander]}
          ken: {key: "%s", roles: [approver]}
          mai: {roles: [commander]}
        """
            .formatted(key("home/.ssh/id_work"), key("ken"));
    Path file = folder.resolve("bosai.yaml");
    Files.writeString(file, Files.readString(file) + people);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCommandersKeyIsFoundAndTheStartIsSigned() {
    assertThat(start().code()).isZero();

    assertThat(bosai.run("report", "shop").out())
        .contains("aya: start, accepting a loss of up to", "(signed)");
  }

  @Test
  void aKeyBesideTheSystemFileIsFoundToo() throws IOException {
    Files.createDirectories(folder.resolve("keys"));
    for (String name : List.of("id_work", "id_work.pub")) {
      Files.move(folder.resolve("home/.ssh").resolve(name), folder.resolve("keys").resolve(name));
    }

    assertThat(start().code()).isZero();
  }

  @Test
  void whoeverMayNotStartIsToldSoAndNothingIsStarted() throws IOException {
    assertRefused(start("--who", "ken"), 4, "\"start\" is not for \"ken\", who is approver");
    assertRefused(start("--who", "eve"), 4, "\"eve\" is nobody the system file names");
    String foreign = folder.resolve("ken").toString();
    assertRefused(start("--key", foreign), 4, "made with another key than the system file's");
    assertRefused(start("--key", "/nowhere"), 1, "key \"/nowhere\" cannot be read");
    Files.delete(folder.resolve("home/.ssh/id_work.pub"));
    assertRefused(start(), 1, "is not in \"" + folder.resolve("home/.ssh"));
    assertThat(bosai.run("status", "shop").err()).contains("has no run");
  }

  @Test
  void aWorkerGoesByItsOwnSystemFileWhateverPeopleAPlanBringsAlong() throws IOException {
    server.startGuardedWorker(YamlFile.system(folder.resolve("bosai.yaml")));
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("bosai.yaml");
    String own = Files.readString(folder.resolve("bosai.yaml"));
    String eve = "  eve: {key: \"%s\", roles: [commander]}\n".formatted(key("home/.ssh/id_eve"));
    Files.writeString(copy, own.replaceAll("(?s)people:\n.*", "people:\n" + eve));

    Said forged = startFrom(copy, "eve");
    Said status = ended();
    assertThat(forged.code()).as(forged.err()).isZero();
    assertThat(status.out()).contains("Temporal says the run is failed");

    Files.writeString(copy, own.replaceAll("(?s)people:\n.*", ""));
    assertThat(startFrom(copy, "aya").code()).isZero();
    assertThat(ended().out()).as("unsigned").contains("Temporal says the run is failed");

    assertThat(start("--wait").code()).as("signed by aya").isEqualTo(5);
  }

  private Said startFrom(Path file, String who) {
    return startWith("--system", file.toString(), "--yes", "--who", who);
  }

  private Said ended() {
    assertThat(
            Await.until(
                () -> bosai.run("status", "shop", "--json").out().contains("\"failed\""),
                Duration.ofSeconds(20)))
        .isTrue();
    return bosai.run("status", "shop");
  }

  @Test
  void aCommanderWithoutAKeyIsOnlyDeclared() {
    assertThat(start("--who", "mai").code()).isZero();

    assertThat(bosai.run("report", "shop").out()).contains("mai: start", "(declared)");
  }

  @Test
  void onATerminalAHardwareKeyIsWaitedForInWords() {
    Said said =
        bosai.typing("y").run("start", "by-hand.yaml", "--system", "shop", "--reason", "power");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err())
        .contains("signing with \"", "id_work\"; a hardware key waits to be touched");
  }

  @Test
  void whatWasTypedWithAControlCharacterIsAMistakeOfUsage() {
    server.startWorker("shop");
    start("--wait");

    Said said = bosai.typing("pulled\tout", "y").run("approve", "shop");

    assertThat(said.code()).as(said.err()).isEqualTo(1);
    assertThat(said.err()).contains("\"--why\" is too long or has control characters");
  }

  private static void assertRefused(Said said, int code, String why) {
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.err()).contains(why);
  }

  private Said start(String... more) {
    String[] all = java.util.Arrays.copyOf(more, more.length + 1);
    all[more.length] = "--yes";
    return startWith(all);
  }

  private Said startWith(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "start";
    all[1] = "by-hand.yaml";
    System.arraycopy(options, 0, all, 2, options.length);
    return bosai.run(all);
  }

  private String key(String name) throws IOException {
    Path file = folder.resolve(name);
    Program.of(
            List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()),
            Duration.ofSeconds(20))
        .runWell("install openssh-client");
    return Files.readString(file.resolveSibling(file.getFileName() + ".pub")).strip();
  }
}
