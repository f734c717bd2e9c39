package dev.bosai.app.lab;

import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.lab.daemon.Daemons;
import dev.bosai.app.lab.postgres.SharedMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes a lab down, whatever state it is in: nothing of it stays but the reports. */
public final class LabDown {
  private static final Duration POLITE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LabHome home;

  /** Makes it. */
  public LabDown(LabHome home) {
    this.home = home;
  }

  /** Stops every process of the lab and removes its data; without a lab it does nothing. */
  public void down() {
    if (!Files.isDirectory(home.home())) {
      return;
    }
    LabLock.holding(
        home,
        () -> {
          Path root = home.root();
          if (Files.exists(root)) {
            stop(new LabLayout(root));
            SharedMemory.release(root);
            Folders.remove(root);
          }
          return root;
        });
  }

  // The mark and the working directory find processes that no list knows: those of a start that was
  // cut off, those that
  // a worker started, and backends whose postmaster is gone.
  private static void stop(LabLayout layout) {
    // At once: asked politely, a server waits for its clients, and its data goes anyway.
    ProcessIdentity.signal("KILL", servers(layout));
    List<ProcessIdentity> polite = started(layout);
    ProcessIdentity.signal("TERM", polite);
    Await.until(() -> polite.stream().noneMatch(ProcessIdentity::alive), POLITE);
    // Again and again until none is found: one that is found may have started another meanwhile.
    Await.until(() -> killed(layout), PATIENCE);
  }

  // A process that ends gives its working directory up first, so that it is not found any more
  // although it still is there.
  private static boolean killed(LabLayout layout) {
    List<ProcessIdentity> found = all(layout);
    ProcessIdentity.signal("KILL", found);
    Await.until(() -> found.stream().noneMatch(ProcessIdentity::alive), PATIENCE);
    return found.isEmpty();
  }

  private static List<ProcessIdentity> started(LabLayout layout) {
    return new ProcessTable().startedWith(Daemons.mark(layout));
  }

  private static List<ProcessIdentity> all(LabLayout layout) {
    List<ProcessIdentity> all = new ArrayList<>(started(layout));
    all.addAll(servers(layout));
    return all;
  }

  private static List<ProcessIdentity> servers(LabLayout layout) {
    return new ProcessTable().postgresWithin(layout.root());
  }
}
