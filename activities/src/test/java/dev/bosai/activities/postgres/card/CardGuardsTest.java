package dev.bosai.activities.postgres.card;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is promoted by card, and no client led, where a run would not do it. */
final class CardGuardsTest {
  private static final HostFacts FORGETFUL =
      new HostFacts("db2", true, false, Token.NONE, "4711", 1, null, false);
  private final CardGuards guards = new CardGuards("db2");

  @Test
  void the_best_standby_that_answers_leaves_its_timeline() {
    DatabaseFacts seen = seen(silent("db1"), standby("db2", 300, ""), standby("db3", 200, ""));

    assertThat(guards.timelineToLeave(seen, FORGETFUL)).isEqualTo(1);
  }

  @Test
  void a_better_standby_is_named() {
    DatabaseFacts seen = seen(silent("db1"), standby("db2", 200, ""), standby("db3", 300, ""));

    assertThatThrownBy(() -> guards.timelineToLeave(seen, FORGETFUL))
        .hasMessageContaining("standby \"db3\" has received 0/12C, more than \"db2\" with 0/C8")
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("HINT: promote \"db3\"");
  }

  @Test
  void beside_another_writer_nobody_is_promoted_or_led_to() {
    DatabaseFacts seen = seen(primary("db1"), standby("db2", 300, ""));

    assertThatThrownBy(() -> guards.timelineToLeave(seen, FORGETFUL))
        .hasMessageContaining("node \"db1\" takes writes on timeline 1");
    assertThatThrownBy(() -> guards.promotion(seen(primary("db1"), primary("db2")), promoted()))
        .hasMessageContaining("node \"db1\" takes writes on timeline 1");
  }

  @Test
  void an_unfit_or_silent_standby_is_not_promoted() {
    assertThatThrownBy(
            () ->
                guards.timelineToLeave(
                    seen(silent("db1"), standby("db2", 300, "replay is paused")), FORGETFUL))
        .hasMessageContaining("replay is paused");
    assertThatThrownBy(() -> guards.timelineToLeave(seen(silent("db1"), silent("db2")), FORGETFUL))
        .hasMessageContaining("node \"db2\" does not answer");
  }

  @Test
  void what_was_promoted_already_is_found_in_the_journal() {
    DatabaseFacts seen = seen(silent("db1"), primary("db2"));

    assertThat(guards.timelineToLeave(seen, promoted())).isEqualTo(1);
    assertThat(guards.promotion(seen, promoted()).promoted().timeline()).isEqualTo(2);
  }

  @Test
  void clients_are_led_to_no_node_that_bosai_did_not_promote() {
    assertThatThrownBy(() -> guards.promotion(seen(silent("db1"), primary("db2")), FORGETFUL))
        .hasMessageContaining("takes writes, and Bosai did not promote it");
    assertThatThrownBy(
            () -> guards.promotion(seen(silent("db1"), standby("db2", 300, "")), promoted()))
        .hasMessageContaining("takes no writes, so no client is led to it");
  }

  private static HostFacts promoted() {
    FenceProof proof =
        new FenceProof.NodeDown(
            "db1", "4711", Instant.EPOCH, new Token(3, 1, 1), 5, List.of("all quiet"), 1, null);
    Promoted promoted = new Promoted("db2", "4711", 2, new Lsn(300), Instant.EPOCH, "");
    Remembered.Promotion promotion =
        new Remembered.Promotion(proof, promoted, 1, new Token(3, 2, 1), false);
    return new HostFacts(
        "db2",
        true,
        false,
        new Token(3, 2, 1),
        "4711",
        2,
        null,
        true,
        new Remembered(promotion, null, false, List.of()));
  }

  private static DatabaseFacts seen(NodeFacts... nodes) {
    return new DatabaseFacts(
        List.of(nodes), new RouteFacts("router", "db1", new Token(2, 5, 1), ""));
  }

  private static NodeFacts silent(String node) {
    return NodeFacts.silent(node, "connection refused");
  }

  private static NodeFacts standby(String node, long received, String unfit) {
    return facts(node, true, received, unfit);
  }

  private static NodeFacts primary(String node) {
    return facts(node, false, 300, "");
  }

  private static NodeFacts facts(String node, boolean standby, long received, String unfit) {
    Lsn lsn = new Lsn(received);
    return new NodeFacts(
        node, true, "", standby, "4711", 1, lsn, lsn, null, false, unfit, "", List.of());
  }
}
