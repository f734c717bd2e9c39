package dev.bosai.activities.program;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills programs and waits until they are gone: whoever gives up a lock afterwards must know that
 * nothing writes any more. An interrupt does not end the wait, and stays set.
 */
public final class Killing {
  /** A process that was killed ends at once, unless the kernel itself waits for a disk. */
  private static final long GONE_WITHIN_SECONDS = 5;

  private Killing() {}

  /** Kills a program; what it started lives on, as a server does that it was to start. */
  public static void alone(ProcessHandle program) {
    kill(List.of(program));
  }

  /** Kills a program with all that it started. */
  public static void withAll(ProcessHandle program) {
    // Listed before the first one dies, since nothing leads to them afterwards.
    kill(Stream.concat(Stream.of(program), program.descendants()).toList());
  }

  private static void kill(List<ProcessHandle> all) {
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        one -> one.onExit().completeOnTimeout(one, GONE_WITHIN_SECONDS, TimeUnit.SECONDS).join());
  }
}
