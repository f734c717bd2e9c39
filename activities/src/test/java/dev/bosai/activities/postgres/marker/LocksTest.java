package dev.bosai.activities.postgres.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  @TempDir Path folder;
  private final Locks locks = new Locks();

  @Test
  void whoeverCannotSayThatHeHoldsTheLockDoesNotHoldIt() throws Exception {
    Path obstacle = Files.createDirectories(folder.resolve("holder.new/full disk"));
    assertThatThrownBy(() -> take("first")).isInstanceOf(IOException.class);

    Files.delete(obstacle);
    take("second").close();
    assertThat(folder.resolve("holder")).content().contains("second");
    new Locks().take(folder, Owner.self(), "another worker").close();
  }

  @Test
  void aThreadThatWaitedFindsTheFileClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        work.add(this::again);
      }
      for (Future<Integer> done : threads.invokeAll(work)) {
        assertThat(done.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int again() throws Exception {
    for (int round = 0; round < 200; round++) {
      take("round " + round).close();
    }
    return 200;
  }

  private Locks.Lock take(String purpose) throws IOException, InterruptedException {
    return locks.take(folder, Owner.self(), purpose);
  }
}
