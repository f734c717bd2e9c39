package dev.bosai.app.demo;

import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabDown;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.report.KeptReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything down however the demo ends. Ctrl-C may come at any moment: the demo's own thread
 * is stopped first, so that it starts nothing more and says nothing that would read like a failure.
 */
final class Ending {
  /** In which the demo's thread reaches a point where it can be held. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LabHome home;
  private final PrintWriter out;
  private final Thread demo;
  private final CountDownLatch held = new CountDownLatch(1);
  private final Thread whenInterrupted;
  private volatile boolean begun;
  private volatile boolean asking;
  private volatile @Nullable Path report;

  /**
   * Makes it for the thread that calls; Ctrl-C is looked after from now on.
   *
   * @param home is left without a lab
   * @param out where whoever watches is told how it ended
   */
  Ending(LabHome home, PrintWriter out) {
    this.home = home;
    this.out = out;
    this.demo = Thread.currentThread();
    this.whenInterrupted = new Thread(this::interrupted, "clean-up");
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
  }

  /** Takes everything down; a report that was not finished goes too. */
  void down() {
    new LabDown(home).down();
    Path folder = report;
    if (folder != null && !Files.exists(page(folder))) {
      Folders.remove(folder);
      removeEmpty(home.reports());
      removeEmpty(home.home());
    }
  }

  /** Ctrl-C is no longer looked after, since the demo has nothing left to take down. */
  void over() {
    try {
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    } catch (IllegalStateException alreadyEnding) {
      hold();
    }
  }

  /**
   * Takes everything down after a failure. Ctrl-C reaches the programs that the demo runs a moment
   * before it reaches the demo, so what looks like a failure may be the beginning of the end.
   *
   * @return what is to be told, unless the person ended the demo: then this does not return
   */
  RuntimeException after(RuntimeException failure) {
    try {
      holdIfBegun();
      down();
    } catch (RuntimeException whileCleaning) {
      holdIfBegun();
      failure.addSuppressed(whileCleaning);
    }
    over();
    return failure;
  }

  /** A report will be kept in the folder, which did not exist before. */
  void keeping(Path folder) {
    report = folder;
  }

  /** The person at the terminal is asked; while that lasts the demo does nothing. */
  void asking(boolean nowAsking) {
    asking = nowAsking;
  }

  /**
   * Stops the calling thread for good if the person ended the demo; the process ends without it.
   */
  void holdIfBegun() {
    if (begun) {
      hold();
    }
  }

  private void hold() {
    held.countDown();
    while (whenInterrupted.isAlive()) {
      // Whoever interrupts wants this thread to stop, which it does.
      Thread.interrupted();
      LockSupport.park(whenInterrupted);
    }
  }

  private void interrupted() {
    begun = true;
    demo.interrupt();
    awaitHeld();
    boolean lab = Files.exists(home.root());
    if (lab) {
      say("\n\n== interrupted, cleaning up");
    }
    down();
    say(lab ? "every process is stopped and the lab is removed" : "");
    Path folder = report;
    say(
        folder != null && Files.exists(page(folder))
            ? "the demo was interrupted; the report stays: " + page(folder)
            : "the demo was interrupted; nothing of it is left");
  }

  private void awaitHeld() {
    try {
      if (!asking && !held.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        say("\nsomething is still under way and is ended now");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private static Path page(Path folder) {
    return folder.resolve(KeptReport.PAGE);
  }

  private static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException hasMore) {
      // Earlier reports, or something of the user's own.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
