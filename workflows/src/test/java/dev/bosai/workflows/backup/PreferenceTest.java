package dev.bosai.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.backup.Preference.Place;
import org.junit.jupiter.api.Test;

final class PreferenceTest {
  private static final Place HOME = new Place("db1", "tokyo");
  private static final Place AWAY = new Place("db2", "us-west");

  @Test
  void the_primarys_host_comes_first() {
    assertThat(Preference.places(Orders.by("aya"), "db2")).containsExactly(AWAY, HOME);
    assertThat(Preference.places(Orders.by("aya"), "db1")).containsExactly(HOME, AWAY);
  }

  @Test
  void where_nobody_knows_the_primary_home_comes_first() {
    assertThat(Preference.places(Orders.by("aya"), null)).containsExactly(HOME, AWAY);
  }
}
