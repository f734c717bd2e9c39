package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bound of the loss names its source, and what nobody can know counts as unknown. */
final class LossBoundTest {
  private static final Instant ACKNOWLEDGED = Instant.parse("2026-11-23T03:14:07Z");

  @Test
  void the_old_disk_says_it_exactly() {
    LossBound bound = LossBound.of(roles(ACKNOWLEDGED), disk(28, 211), ACKNOWLEDGED);

    assertThat(bound.bound()).isEqualTo(Duration.ofMillis(211));
    assertThat(bound.text()).isEqualTo("28 commits (0.2 s, read from the old primary's disk)");
  }

  @Test
  void an_old_disk_without_further_commits_means_nothing_is_lost() {
    LossBound bound = LossBound.of(roles(ACKNOWLEDGED), disk(0, 0), null);

    assertThat(bound.bound()).isEqualTo(Duration.ZERO);
    assertThat(bound.text()).startsWith("nothing");
  }

  @Test
  void a_single_commit_is_more_than_nothing_although_it_spans_no_time() {
    LossBound bound = LossBound.of(roles(ACKNOWLEDGED), disk(1, 0), null);

    assertThat(bound.bound()).isGreaterThan(Duration.ZERO);
  }

  @Test
  void without_the_disk_the_probe_gives_an_estimate_that_says_so() {
    Instant applied = ACKNOWLEDGED.minusMillis(1500);

    LossBound bound = LossBound.of(roles(applied), Map.of(), ACKNOWLEDGED);

    assertThat(bound.bound()).isEqualTo(Duration.ofMillis(1500));
    assertThat(bound.text()).contains("estimate");
  }

  @Test
  void without_disk_and_probe_it_is_unknown() {
    LossBound bound = LossBound.of(roles(ACKNOWLEDGED), Map.of(), null);

    assertThat(bound.bound()).isNull();
    assertThat(bound.text()).contains("unknown");
  }

  private static Roles roles(Instant applied) {
    Lsn lsn = new Lsn(1);
    NodeFacts candidate =
        new NodeFacts(
            "db2", true, "", true, "4711", 1, lsn, lsn, applied, false, "", "", List.of());
    return new Roles("db1", candidate, false);
  }

  private static Map<String, HostFacts> disk(long count, long lossMs) {
    LossFound beyond =
        new LossFound(
            "wal", "all", count, ACKNOWLEDGED, ACKNOWLEDGED, lossMs, List.of(), "", "", "");
    return Map.of("db1", new HostFacts("db1", false, false, Token.NONE, "4711", 1, beyond, false));
  }
}
