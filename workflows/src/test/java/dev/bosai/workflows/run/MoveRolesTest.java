package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may hand over to whom. */
final class MoveRolesTest {
  private static final long WRITTEN = 100L << 20;
  private final Map<String, HostFacts> hosts = new HashMap<>();
  private String routedTo = "db1";

  MoveRolesTest() {
    hosts.put("db1", host("db1", true));
    hosts.put("db2", host("db2", false));
    hosts.put("db3", host("db3", false));
  }

  @Test
  void the_standby_that_is_closest_behind_takes_over() {
    MoveRoles roles = decide(primary("db1"), standby("db2", 4096), standby("db3", 64));

    assertThat(roles.primary().node()).isEqualTo("db1");
    assertThat(roles.candidate().node()).isEqualTo("db3");
    assertThat(roles.behind()).isEqualTo(64);
    assertThat(roles.streamsAs()).isEqualTo("db3");
  }

  @Test
  void a_standby_that_clients_would_wait_for_does_not() {
    assertRefused("db2: is 32 MB behind", primary("db1"), standby("db2", 32L << 20));
    assertRefused(
        "db2: replay is paused", primary("db1"), facts("db2", 0, true, "replay is paused"));
    assertRefused("db2: does not stream from \"db1\"", primary("db1"), facts("db2", 0, false, ""));
    hosts.remove("db2");
    assertRefused("db2: no worker answers on its host", primary("db1"), standby("db2", 0));
  }

  @Test
  void a_primary_that_nobody_can_stop_in_order_stays() {
    hosts.put("db1", host("db1", false));
    assertRefused("does not reach primary \"db1\"", primary("db1"), standby("db2", 0));
    hosts.remove("db1");
    assertRefused(
        "no worker answers on the host of primary \"db1\"", primary("db1"), standby("db2", 0));
  }

  @Test
  void clients_that_are_led_elsewhere_are_brought_back_first() {
    routedTo = "db2";
    assertRefused("clients are led to \"db2\"", primary("db1"), standby("db2", 0));
    routedTo = "";
    assertThat(decide(primary("db1"), standby("db2", 0)).candidate().node()).isEqualTo("db2");
  }

  @Test
  void two_primaries_or_none_are_no_planned_move() {
    assertRefused("split brain", primary("db1"), primary("db2"));
    assertRefused(
        "bosai start replica-promotion --system shop",
        NodeFacts.silent("db1", "refused"),
        standby("db2", 0));
  }

  private void assertRefused(String why, NodeFacts... nodes) {
    assertThatThrownBy(() -> decide(nodes)).hasMessageContaining(why).hasMessageContaining("HINT");
  }

  private MoveRoles decide(NodeFacts... nodes) {
    RouteFacts route = new RouteFacts("router", routedTo, Token.NONE, "");
    return MoveRoles.decide(
        new Sighting(new DatabaseFacts(Arrays.asList(nodes), route), hosts), "shop");
  }

  private static NodeFacts primary(String node) {
    return facts(node, -1, false, "");
  }

  private static NodeFacts standby(String node, long behind) {
    return facts(node, behind, true, "");
  }

  private static NodeFacts facts(String node, long behind, boolean receiving, String unfit) {
    boolean standby = behind >= 0;
    Lsn lsn = new Lsn(WRITTEN - Math.max(0, behind));
    List<String> streaming = standby ? List.of() : List.of("db2", "db3");
    return new NodeFacts(
        node, true, "", standby, "4711", 1, lsn, lsn, null, receiving, unfit, "", streaming);
  }

  private static HostFacts host(String node, boolean takesWrites) {
    return new HostFacts(node, true, false, Token.NONE, "4711", 1, null, takesWrites);
  }
}
