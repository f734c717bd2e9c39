package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.isolation.CommandIsolation;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.port.FenceProof.Isolated;
import dev.bosai.workflows.port.IsolationActivities.IsolateNode;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standby is promoted over a proof of another site; what cuts the primary off ends its server.
 */
class PromoteIsolatedIT {
  @TempDir private Path folder;
  private Path power;
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start("wal_log_hints = on", "synchronous_standby_names = 'db2'");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
    power = Files.writeString(folder.resolve("power"), "on\n");
    String pids =
        String.join(" ", cluster.db1().processes().stream().map(String::valueOf).toList());
    program("off", "kill -9 " + pids + "; echo off > " + power);
    program("is-off", "if grep -q off " + power + "; then echo isolated; else echo powered; fi");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aStandbyTakesOverFromAPrimaryThatWasCutOff() throws Exception {
    Isolated proof = isolate();

    Promoted promoted = promote(proof);

    assertThat(promoted.timeline()).isEqualTo(2);
    cluster.db2().run("create table t(i int)");
  }

  @Test
  void aProofThatIsReadBackNoMoreWhenItIsUsedIsRefused() throws Exception {
    Isolated proof = isolate();
    Files.writeString(power, "on\n");

    assertThatThrownBy(() -> promote(proof))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("node \"db1\" was isolated at " + proof.at())
        .hasMessageContaining("said \"powered\"; nothing was promoted");
    unpromoted();

    Files.writeString(power, "off\n");
    assertThat(promote(proof).timeline()).isEqualTo(2);
  }

  @Test
  void aNodeThatAnswersIsNotBelievedToBeCutOffWhateverTheReadBackSays() throws Exception {
    Files.writeString(power, "off\n");
    Isolated lie = isolate();

    assertThat(lie.shown()).hasSize(1);
    assertThatThrownBy(() -> promote(lie))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("\"db1\" answers");
    unpromoted();
  }

  @Test
  void aProofMadeWithProgramsThatAreNotListedHereIsRefused() throws Exception {
    Isolated proof = isolate();
    Path always = program("always", "echo isolated");
    Isolate foreign = new Isolate(List.of(always.toString()), List.of(always.toString()), "");

    assertThatThrownBy(
            () ->
                promote(
                    new Isolated(
                        "db1", system, Instant.now(), proof.token(), foreign, List.of(), 1)))
        .hasMessageContaining("NOT_LISTED");
    unpromoted();
  }

  private void unpromoted() throws Exception {
    worker().assertUnpromoted();
  }

  private Isolated isolate() {
    return new CommandIsolation(
            worker().listed(),
            PostgresCluster.secrets(),
            "us-west",
            new TestTry(1, Duration.ofSeconds(10), System.out::println))
        .isolate(
            new IsolateNode(PostgresCluster.node("db1"), system, 1, method(), new Token(1, 1, 0)));
  }

  private Promoted promote(Isolated proof) {
    return worker().promote(proof);
  }

  private Isolate method() {
    return new Isolate(List.of(folder + "/off"), List.of(folder + "/is-off"), "");
  }

  private Promoting worker() {
    return Promoting.of(cluster).fencedBy(FenceMethod.NODE, method());
  }

  private Path program(String name, String text) throws Exception {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
