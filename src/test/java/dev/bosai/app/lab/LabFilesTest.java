package dev.bosai.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.lab.daemon.Daemon;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.lab.postgres.LabStanza;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.SystemFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFilesTest {
  private final LabLayout layout = new LabLayout(Path.of("/srv/a \"quoted\" place/lab"));

  @Test
  void theGeneratedSystemFileIsValidAndKeepsSecretsOut() {
    SystemFile file = parsed(settings(Replication.ASYNC, 200));

    assertThat(file.system()).isEqualTo("lab");
    assertThat(file.dataSites()).containsExactly("tokyo", "us-west");
    assertThat(file.databases().get("main").nodes().get("db1").data())
        .isEqualTo("/srv/a \"quoted\" place/lab/sites/tokyo/db1/data");
    assertThat(file.databases().get("main").admin().password()).startsWith("file:/srv/");
  }

  @Test
  void anAsynchronousLabLosesAtLeastTenRowsOfTheProbePer200Milliseconds() {
    assertThat(every(settings(Replication.ASYNC, 200))).isLessThan(Duration.ofMillis(20));
  }

  @Test
  void aSynchronousLabsProbeDoesNotTakeTheWaitForTheOtherSiteForAFailure() {
    assertThat(every(settings(Replication.SYNC, 200)).multipliedBy(3))
        .isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void itsSystemFileSaysWhatKeepsItsBackups() {
    assertThat(backups(null)).isInstanceOf(Backups.Basebackup.class);
    assertThat(backups(BackupKind.PGBACKREST))
        .isInstanceOfSatisfying(
            Backups.Pgbackrest.class,
            stanza -> {
              assertThat(stanza.config()).isEqualTo(layout.stanzaFile().toString());
              assertThat(stanza.records()).isEqualTo(layout.records().toString());
            });
    assertThat(backups(BackupKind.NONE)).isNull();
  }

  @Test
  void noTwoPartsShareAPort() {
    List<Integer> ports =
        new LabDaemons(layout, settings(Replication.ASYNC, 0))
            .all().stream().map(Daemon::ports).flatMap(List::stream).toList();

    assertThat(ports).doesNotHaveDuplicates().doesNotContain(15411, 15412);
  }

  @Test
  void anotherLabThanTheOneThatExistsIsRefused() {
    LabRequest wanted = new LabRequest(Replication.SYNC, null, null, null, null);

    assertThatThrownBy(() -> wanted.fits(settings(Replication.ASYNC, 0)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.blame()).isEqualTo(Blame.REFUSED))
        .hasMessage("the lab that exists has --replication \"async\", wanted \"sync\"");
  }

  @Test
  void aLabThatWasMadeWithoutAChoiceHasPlainBaseBackups(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lab.json");
    JsonFile<LabSettings> json = new JsonFile<>(file, LabSettings.class);
    json.write(settings(Replication.ASYNC, 0, BackupKind.PGBACKREST));
    assertThat(json.read().orElseThrow().backups()).isEqualTo(BackupKind.PGBACKREST);

    Files.writeString(
        file, Files.readString(file).replaceAll("\\s*\"backups\"\\s*:\\s*\"[^\"]*\",", ""));

    assertThat(Files.readString(file)).doesNotContain("backups");
    assertThat(json.read().orElseThrow().backups()).isEqualTo(BackupKind.BASEBACKUP);
  }

  @Test
  void aMachineWithoutPgBackRestIsToldHowToGetItOrDoWithoutIt() {
    assertThatThrownBy(() -> LabStanza.requireProgram(Map.of("PATH", "/proc/empty")))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.blame()).isEqualTo(Blame.ENVIRONMENT);
              assertThat(fault.hint()).contains("apt-get install pgbackrest", "--backups");
            });
  }

  private Duration every(LabSettings settings) {
    return parsed(settings).databases().get("main").probe().every();
  }

  private SystemFile parsed(LabSettings settings) {
    return SystemFileParser.parse("bosai.yaml", new SystemFileText(layout, settings).text());
  }

  private Backups backups(BackupKind kind) {
    return parsed(settings(Replication.ASYNC, 0, kind)).databases().get("main").backups();
  }

  private static LabSettings settings(Replication replication, long lagMs) {
    return settings(replication, lagMs, BackupKind.BASEBACKUP);
  }

  private static LabSettings settings(Replication replication, long lagMs, BackupKind backups) {
    ServerUser user = new ServerUser("aya", 1000, 1000, false);
    return new LabSettings(
        replication,
        lagMs,
        15400,
        0,
        backups,
        "/usr/lib/postgresql/16/bin",
        "16.1",
        "/usr/bin/temporal",
        user,
        false);
  }
}
