package dev.bosai.activities.probe;

import java.io.PrintStream;
import java.time.Instant;

/** Tells people when writes begin to fail and when they work again, and nothing in between. */
final class Narrator {
  private final PrintStream out;
  private long lastWorked = System.nanoTime();
  private boolean working;
  private boolean failing;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void works(ProbeTable.Written written, long mono) {
    if (!working) {
      double silence = (mono - lastWorked) / 1e9;
      out.printf(
          "%s writes are acknowledged by \"%s\" on timeline %d, after %.3f s without%n",
          Instant.now(), written.node(), written.timeline(), silence);
    }
    working = true;
    failing = false;
    lastWorked = mono;
  }

  void fails(String why) {
    if (!failing) {
      out.printf("%s writes fail: %s%n", Instant.now(), why);
    }
    working = false;
    failing = true;
  }
}
