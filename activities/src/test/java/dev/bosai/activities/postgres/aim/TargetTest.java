package dev.bosai.activities.postgres.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  @Test
  void whatAPersonWroteIsLookedForInItsOwnWay() {
    assertThat(Target.parse("2026-11-25T03:14:07+09:00", NOW))
        .isEqualTo(new Target.Time(Instant.parse("2026-11-24T18:14:07Z")));
    assertThat(Target.parse("lsn:1f/AB", NOW)).isEqualTo(new Target.Position(Lsn.parse("1F/AB")));
    assertThat(Target.parse("xid:4711:after", NOW)).isEqualTo(new Target.Transaction(4711, true));
    assertThat(Target.parse("name:before", NOW)).isEqualTo(new Target.Name("before"));
    assertThat(Target.parse("latest", NOW)).isEqualTo(new Target.Latest());
  }

  /** The clock of whoever started the run may have been ahead. */
  @Test
  void whatIsWrongHereIsRefused() {
    assertThatThrownBy(() -> Target.parse("2026-11-26T00:00:01Z", NOW))
        .hasMessageContaining("the target is \"2026-11-26T00:00:01Z\", which lies in the future")
        .hasMessageContaining("it is 2026-11-26T00:00:00Z now; nothing was touched\n  HINT: ")
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo(FailureType.REFUSED.name()));
  }
}
