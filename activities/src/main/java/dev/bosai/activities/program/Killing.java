package dev.bosai.activities.program;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills programs and waits until they are gone: whoever gives up a lock afterwards must know that
 * nothing writes any more. An interrupt does not end the wait, and stays set.
 */
public final class Killing {
  /** A process that was killed ends at once, unless the kernel itself waits for a disk. */
  private static final long GONE_WITHIN_SECONDS = 5;

  private Killing() {}

  /**
   * Kills a program, if it has not ended; what it started lives on, as a server does that it was to
   * start.
   */
  public static void alone(ProcessHandle program) {
    if (!program.isAlive()) {
      return;
    }
    program.destroyForcibly();
    await(program);
  }

  /**
   * Kills a program, if it has not ended, with all that it started. The end of the program itself
   * is awaited: of others that this process did not start, Java hears only after 0.3 s.
   */
  public static void withAll(ProcessHandle program) {
    if (!program.isAlive()) {
      return;
    }
    // Listed before the program dies, since nothing leads to them afterwards.
    List<ProcessHandle> started = program.descendants().toList();
    program.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    await(program);
  }

  private static void await(ProcessHandle killed) {
    killed.onExit().completeOnTimeout(killed, GONE_WITHIN_SECONDS, TimeUnit.SECONDS).join();
  }
}
