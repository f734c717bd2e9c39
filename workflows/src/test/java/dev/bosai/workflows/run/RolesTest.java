package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who was the primary and who is to become it, from every side that was seen. */
final class RolesTest {
  @Test
  void the_standby_that_received_most_is_the_candidate() {
    Roles roles =
        Roles.decide(seen(silent("db1"), standby("db2", 100), standby("db3", 200)), "shop");

    assertThat(roles.oldPrimary()).isEqualTo("db1");
    assertThat(roles.candidate().node()).isEqualTo("db3");
    assertThat(roles.alreadyPromoted()).isFalse();
  }

  @Test
  void an_unfit_standby_is_passed_over_whatever_it_received() {
    Roles roles = Roles.decide(seen(silent("db1"), standby("db2", 100), unfit("db3", 200)), "shop");

    assertThat(roles.candidate().node()).isEqualTo("db2");
  }

  @Test
  void with_two_silent_nodes_the_one_clients_were_led_to_was_the_primary() {
    Roles roles = Roles.decide(seen(silent("db1"), standby("db2", 100), silent("db3")), "shop");

    assertThat(roles.oldPrimary()).isEqualTo("db1");
  }

  @Test
  void two_silent_nodes_and_no_route_are_not_guessed_at() {
    Sighting seen = sighting("", Map.of(), silent("db1"), standby("db2", 100), silent("db3"));

    assertThatThrownBy(() -> Roles.decide(seen, "shop"))
        .hasMessageContaining("cannot tell which node");
  }

  @Test
  void only_what_could_change_the_decision_is_looked_at_again() {
    assertThat(Roles.looks(seen(silent("db1"), standby("db2", 100)))).isEqualTo(1);
    assertThat(Roles.looks(seen(primary("db1"), silent("db2")))).isEqualTo(1);
    assertThat(Roles.looks(seen(silent("db1"), standby("db2", 100), silent("db3")))).isEqualTo(2);
    assertThat(Roles.looks(seen(silent("db1"), silent("db2")))).isEqualTo(4);
    assertThat(Roles.looks(seen(silent("db1"), unfit("db2", 100)))).isEqualTo(4);
    assertThat(
            Roles.looks(sighting("", Map.of(), silent("db1"), standby("db2", 100), silent("db3"))))
        .isEqualTo(4);
  }

  @Test
  void a_healthy_primary_is_never_promoted_past() {
    assertThatThrownBy(() -> Roles.decide(seen(primary("db1"), standby("db2", 100)), "shop"))
        .hasMessageContaining("takes writes")
        .hasMessageContaining("HINT");
  }

  /** A run was aborted after it had cut the route, and the old site is back. */
  @Test
  void a_healthy_primary_that_no_client_is_led_to_is_said_to_be_so() {
    RouteFacts cut = new RouteFacts("router", "", new Token(1, 4, 1), "router leads to nobody");
    Sighting seen =
        new Sighting(
            new DatabaseFacts(List.of(primary("db1"), standby("db2", 100)), cut), Map.of());

    assertThatThrownBy(() -> Roles.decide(seen, "shop"))
        .hasMessageContaining("clients do not reach it: router leads to nobody; lead them there")
        .hasMessageContaining("bosai runbook print replica-promotion");
  }

  @Test
  void a_primary_that_only_the_looking_worker_cannot_reach_is_not_promoted_past() {
    HostFacts athome = new HostFacts("db1", true, false, Token.NONE, "4711", 1, null, true);
    Sighting seen = sighting("db1", Map.of("db1", athome), silent("db1"), standby("db2", 100));

    assertThatThrownBy(() -> Roles.decide(seen, "shop"))
        .hasMessageContaining("\"db1\" takes writes, says the worker on its own host")
        .hasMessageContaining("HINT: look at the network");
  }

  @Test
  void a_promoted_candidate_beside_a_fenced_node_is_adopted() {
    Sighting seen = sighting("db1", Map.of("db1", fenced("db1")), silent("db1"), primary("db2"));

    Roles roles = Roles.decide(seen, "shop");

    assertThat(roles.alreadyPromoted()).isTrue();
    assertThat(roles.oldPrimary()).isEqualTo("db1");
  }

  /** Temporal lost its data, and the old site is dark: only the promoted node's host knows. */
  @Test
  void a_promoted_candidate_is_adopted_though_the_old_site_says_nothing() {
    Sighting seen =
        sighting("", Map.of("db2", promotedPast("db1", false)), silent("db1"), primary("db2"));

    Roles roles = Roles.decide(seen, "shop");

    assertThat(roles.alreadyPromoted()).isTrue();
    assertThat(roles.oldPrimary()).isEqualTo("db1");
  }

  @Test
  void a_primary_that_a_standby_has_followed_since_is_healthy() {
    Sighting seen =
        sighting("db2", Map.of("db2", promotedPast("db1", true)), silent("db1"), primary("db2"));

    assertThatThrownBy(() -> Roles.decide(seen, "shop")).hasMessageContaining("for a planned move");
  }

  @Test
  void a_recovery_of_which_only_redundancy_is_left_is_gone_on_with_by_reprotect() {
    Remembered rejoining = new Remembered(null, null, true, List.of());
    Map<String, HostFacts> hosts =
        Map.of("db1", remembering("db1", rejoining), "db2", promotedPast("db1", false));
    Sighting seen = sighting("db2", hosts, silent("db1"), primary("db2"));

    assertThatThrownBy(() -> Roles.decide(seen, "shop"))
        .hasMessageContaining("\"bosai start reprotect\" goes on");
  }

  @Test
  void a_node_that_an_earlier_recovery_fenced_is_not_todays_old_primary() {
    Map<String, HostFacts> hosts = Map.of("db1", fenced("db1"));
    Sighting seen = sighting("db2", hosts, silent("db1"), silent("db2"), onTimeline2("db3"));

    assertThat(Roles.decide(seen, "shop").oldPrimary()).isEqualTo("db2");
  }

  @Test
  void a_node_that_an_unfinished_recovery_fenced_is_the_old_primary_wherever_the_route_leads() {
    Map<String, HostFacts> hosts = Map.of("db1", fenced("db1"));
    Sighting seen = sighting("db3", hosts, silent("db1"), standby("db2", 100), silent("db3"));

    assertThat(Roles.decide(seen, "shop").oldPrimary()).isEqualTo("db1");
  }

  /** A switch to what was restored left it behind; it still has the mistake, and nothing since. */
  @Test
  void a_standby_that_a_switch_left_behind_is_not_promoted() {
    HostFacts died = new HostFacts("db1", false, false, Token.NONE, "4711", 2, null, false);
    Sighting seen = sighting("db1", Map.of("db1", died), silent("db1"), standby("db2", 900));

    assertThatThrownBy(() -> Roles.decide(seen, "shop"))
        .hasMessageContaining("db2: left behind on timeline 1, the primary was on 2");
  }

  @Test
  void two_writable_nodes_are_split_brain() {
    assertThatThrownBy(() -> Roles.decide(seen(primary("db1"), primary("db2")), "shop"))
        .hasMessageContaining("split brain");
  }

  @Test
  void no_fit_standby_says_why_for_each_node() {
    assertThatThrownBy(() -> Roles.decide(seen(silent("db1"), unfit("db2", 1)), "shop"))
        .hasMessageContaining("db2: replay is paused");
  }

  private static Sighting seen(NodeFacts... nodes) {
    return sighting("db1", Map.of(), nodes);
  }

  private static Sighting sighting(
      String routedTo, Map<String, HostFacts> hosts, NodeFacts... nodes) {
    RouteFacts route = new RouteFacts("router", routedTo, Token.NONE, "");
    return new Sighting(new DatabaseFacts(Arrays.asList(nodes), route), hosts);
  }

  private static NodeFacts silent(String node) {
    return NodeFacts.silent(node, "connection refused");
  }

  private static NodeFacts primary(String node) {
    return facts(node, false, 300, "");
  }

  private static NodeFacts standby(String node, long received) {
    return facts(node, true, received, "");
  }

  private static NodeFacts onTimeline2(String node) {
    Lsn lsn = new Lsn(400);
    return new NodeFacts(node, true, "", true, "4711", 2, lsn, lsn, null, false, "", "", List.of());
  }

  private static NodeFacts unfit(String node, long received) {
    return facts(node, true, received, "replay is paused");
  }

  private static NodeFacts facts(String node, boolean standby, long received, String unfit) {
    Lsn lsn = new Lsn(received);
    return new NodeFacts(
        node, true, "", standby, "4711", 1, lsn, lsn, null, false, unfit, "", List.of());
  }

  private static HostFacts promotedPast(String old, boolean secured) {
    FenceProof proof =
        new FenceProof.RouteCut(old, "4711", Instant.EPOCH, new Token(3, 1, 1), List.of(), 1);
    Promoted promoted = new Promoted("db2", "4711", 2, new Lsn(300), Instant.EPOCH, "");
    Remembered.Promotion promotion =
        new Remembered.Promotion(proof, promoted, 1, new Token(3, 2, 1), secured);
    return remembering("db2", new Remembered(promotion, null, false, List.of()));
  }

  private static HostFacts remembering(String node, Remembered memory) {
    return new HostFacts(node, true, false, Token.NONE, "4711", 1, null, false, memory);
  }

  private static HostFacts fenced(String node) {
    return new HostFacts(node, false, true, Token.NONE, "4711", 1, null, false);
  }
}
