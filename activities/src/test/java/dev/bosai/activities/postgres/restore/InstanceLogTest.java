package dev.bosai.activities.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLogTest {
  private static final String TIME = "2026-11-25 03:14:07.123 UTC ";
  @TempDir private Path folder;

  @Test
  void tellsWhatWasFatalToTheServerAndNotWhatASessionWasRefusedFor() throws Exception {
    InstanceLog log =
        log(
            TIME + "startup LOG:  restored log file \"000000010000000000000007\" from archive",
            TIME + "client backend FATAL:  the database system is starting up",
            TIME + "startup FATAL:  recovery ended before configured recovery target was reached",
            TIME + "postmaster LOG:  startup process (PID 7) exited with exit code 1");

    assertThat(log.end()).isEqualTo("recovery ended before configured recovery target was reached");
    assertThat(log.newestSegment()).contains("000000010000000000000007");
  }

  @Test
  void withoutOneItsLastWordsAreTold() throws Exception {
    assertThat(log("setsid: not found", "", "so it ended").end())
        .isEqualTo("setsid: not found /  / so it ended");
    assertThat(new InstanceLog(folder.resolve("none")).end()).isEmpty();
  }

  private InstanceLog log(String... lines) throws Exception {
    Path file = folder.resolve("server.log");
    Files.writeString(file, String.join("\n", lines));
    return new InstanceLog(file);
  }
}
