package dev.bosai.app.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  @Test
  void aSecondProbeOnTheSameLedgerIsRefusedAndToldWhoHoldsIt() throws IOException {
    ProbeHome home = new ProbeHome(folder.resolve("probe"));
    try (HomeLock lock = HomeLock.take(home)) {
      assertThat(lock.home()).isEqualTo(home);
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.blame()).isEqualTo(Blame.REFUSED))
          .hasMessageContaining("process id " + ProcessHandle.current().pid());
    }
    HomeLock.take(home).close();
  }
}
