package dev.bosai.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.provision.PostgresProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each scenario once, and five storms, by the same command that a person gives for more. The pinned
 * wheel of PostgreSQL and the machine's own are both recovered for real.
 */
class ProofIT {
  @ParameterizedTest
  @CsvSource({
    "async, wheel, 1",
    "sync, system, 1",
    "hang-postmaster, system, 1",
    "hang-all, system, 1",
    "storm, system, 5"
  })
  void aRecoveryStandsUpToACheckerThatSharesNoCodeWithTheEngine(
      String scenario, String postgres, int runs) {
    Program.Outcome outcome =
        new Program(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    "../target/bosai.jar",
                    "bench",
                    "proof",
                    "--only",
                    scenario,
                    "--runs",
                    Integer.toString(runs),
                    "--base-port",
                    "26600"),
                Map.of("BOSAI_POSTGRES", postgres),
                Duration.ofMinutes(5L * runs))
            .run();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains(scenario + " " + runs).doesNotContain("VIOLATED");
    assertThat(outcome.text()).contains(", PostgreSQL " + version(postgres) + ",");
  }

  private static String version(String postgres) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BOSAI_POSTGRES", postgres);
    return new PostgresProvider(environment, ServerUser.find(), line -> {}).provide().version();
  }
}
