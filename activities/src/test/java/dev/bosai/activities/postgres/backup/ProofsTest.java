package dev.bosai.activities.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.Proven;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofsTest {
  private final Proven passed = AlarmsTest.proof(9, true);
  private final Proven failed = AlarmsTest.proof(3, false);
  @TempDir Path folder;
  private Proofs proofs;

  @BeforeEach
  void open() throws Exception {
    proofs = new Proofs(folder.resolve("proofs"), Owner.self());
  }

  @Test
  void tellsTheNewestAndTheNewestThatPassed() throws Exception {
    assertThat(proofs.newest()).isEmpty();
    proofs.record("two", failed);
    proofs.record("one", passed);

    assertThat(proofs.all()).containsExactly(passed, failed);
    assertThat(proofs.newest()).contains(failed);
    assertThat(proofs.newestPassed()).contains(passed);
  }

  @Test
  void keepsTheProofOfAnOrderOnceAndTwoOfOneMoment() throws Exception {
    proofs.record("one", passed);
    proofs.record("one", failed);
    proofs.record("other", passed);

    assertThat(proofs.of("one")).contains(passed);
    assertThat(proofs.all()).containsExactly(passed, passed);
    assertThat(proofs.of("third")).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadHidesNoOther() throws Exception {
    proofs.record("one", passed);
    Files.writeString(folder.resolve("proofs").resolve("20261125T000000.000Z.json"), "{torn");

    assertThat(proofs.all()).containsExactly(passed);
  }
}
