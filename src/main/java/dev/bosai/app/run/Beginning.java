package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.view.RunState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the run which brings redundancy back does not begin: it needs a worker, and whoever
 * waits for its end without one waits for ever.
 */
final class Beginning {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private @Nullable Instant missingSince;

  /**
   * Takes notice of what was read.
   *
   * @throws Fault of the environment if that run has not begun a minute after the recovery's end
   */
  void seen(RunSnapshot run, Instant now) {
    boolean missing =
        run.header().state() == RunState.DONE
            && !run.header().reprotectRun().isEmpty()
            && run.reprotect() == null;
    if (!missing) {
      missingSince = null;
      return;
    }
    missingSince = missingSince == null ? now : missingSince;
    if (Duration.between(missingSince, now).compareTo(WITHIN) > 0) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "run \""
              + run.header().run()
              + "\" is done, but run \""
              + run.header().reprotectRun()
              + "\", which brings redundancy back, has not begun for "
              + WITHIN.toSeconds()
              + " s",
          "start the workers again; it begins as soon as one is there, and \"bosai watch "
              + run.header().run()
              + " --until=protected\" follows it");
    }
  }
}
