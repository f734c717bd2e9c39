package dev.bosai.workflows.run;

import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upper limit of the loss, known before the promotion.
 *
 * @param bound null if it cannot be known, which counts as the bad case
 * @param text for people, with its source
 */
record LossBound(@Nullable Duration bound, String text) {

  /**
   * Computes the bound, strongest source first: the old primary's own disk, else the probe's last
   * acknowledged write against the candidate's last applied commit, both by the primary's clock.
   *
   * @param acknowledged the probe's last acknowledged write on the old primary; null if unknown
   */
  static LossBound of(Roles roles, Map<String, HostFacts> hosts, @Nullable Instant acknowledged) {
    HostFacts host = hosts.get(roles.oldPrimary());
    LossFound beyond = host == null ? null : host.beyond();
    return beyond != null ? exact(beyond) : estimate(roles.candidate(), acknowledged);
  }

  private static LossBound exact(LossFound beyond) {
    // A single commit spans no time, and who accepts no loss does not accept it either.
    Duration span = Duration.ofMillis(Math.max(beyond.lossMs(), beyond.count() > 0 ? 1 : 0));
    String text =
        beyond.count() == 0
            ? "nothing: the candidate has every commit on the old primary's disk"
            : beyond.count() + " commits (" + seconds(span) + ", read from the old primary's disk)";
    return new LossBound(span, text);
  }

  private static LossBound estimate(NodeFacts candidate, @Nullable Instant acknowledged) {
    Instant applied = candidate.lastReplayedCommit();
    if (applied == null || acknowledged == null) {
      return new LossBound(null, "unknown: neither the old disk nor the probe can be read");
    }
    Duration gap = Duration.between(applied, acknowledged);
    Duration span = gap.isNegative() ? Duration.ZERO : gap;
    return new LossBound(span, "about " + seconds(span) + " of writes (estimate from the probe)");
  }

  private static String seconds(Duration span) {
    return String.format(java.util.Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
  }
}
