package dev.bosai.app.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gets real programs, as "lab up" does; fetched ones stay in this machine's cache. */
class ProvidersIT {
  private final ServerUser user = ServerUser.find();

  @Test
  void theWheelHoldsACompletePostgresqlThatTheServersUserMayRun() {
    PostgresInstallation postgres = postgres(Map.of("BOSAI_POSTGRES", "wheel")).provide();

    assertThat(postgres.origin()).isEqualTo("wheel");
    assertThat(postgres.version()).isEqualTo("16.15");
    assertThat(runs(postgres.program("pg_rewind"))).isTrue();
  }

  @Test
  void theMachinesOwnPostgresqlIsTakenFromDebiansFolderWhereThePathHasNone() {
    PostgresInstallation postgres =
        postgres(Map.of("BOSAI_POSTGRES", "system", "PATH", "/nowhere")).provide();

    assertThat(postgres.origin()).isEqualTo("system");
    assertThat(runs(postgres.program("pg_basebackup"))).isTrue();
  }

  @Test
  void anUnknownSourceIsAUsageError() {
    assertThatThrownBy(() -> postgres(Map.of("BOSAI_POSTGRES", "brew")).provide())
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.blame()).isEqualTo(Blame.USAGE))
        .hasMessage("BOSAI_POSTGRES is \"brew\"");
  }

  @Test
  void withoutATemporalOnThePathThePinnedOneIsFetched() {
    TemporalProvider.TemporalCli temporal = temporal(Map.of("PATH", "/usr/bin:/bin")).provide();

    assertThat(runs(temporal.program().toString())).isTrue();
  }

  @Test
  void aTemporalThatIsTooOldIsNotTaken(@TempDir Path folder) throws java.io.IOException {
    Path old = folder.resolve("temporal");
    java.nio.file.Files.writeString(old, "#!/bin/sh\necho temporal version 1.4.9\n");
    assertThat(old.toFile().setExecutable(true, false)).isTrue();
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();

    assertThat(temporal(Map.of("PATH", folder + ":/usr/bin:/bin")).provide().program())
        .isNotEqualTo(old);
  }

  private PostgresProvider postgres(Map<String, String> changes) {
    return new PostgresProvider(environment(changes), user, line -> {});
  }

  private TemporalProvider temporal(Map<String, String> changes) {
    return new TemporalProvider(environment(changes), user, line -> {});
  }

  private static Map<String, String> environment(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(changes);
    return environment;
  }

  private boolean runs(String program) {
    return new Program(
            user.running(List.of(program, "--version")),
            Map.of("HOME", "/"),
            Duration.ofSeconds(10))
        .run()
        .good();
  }
}
