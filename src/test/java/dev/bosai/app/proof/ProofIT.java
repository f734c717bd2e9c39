package dev.bosai.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scenario once, by the same command that a person gives for twenty. */
class ProofIT {
  @ParameterizedTest
  @ValueSource(strings = {"async", "sync", "hang-postmaster", "hang-all"})
  void aRecoveryStandsUpToACheckerThatSharesNoCodeWithTheEngine(String scenario) {
    Program.Outcome outcome =
        Program.of(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    "../target/bosai.jar",
                    "bench",
                    "proof",
                    "--only",
                    scenario,
                    "--base-port",
                    "26600"),
                Duration.ofMinutes(5))
            .run();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains(scenario + " 1: outage").doesNotContain("VIOLATED");
  }
}
