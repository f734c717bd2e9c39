package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.ProbeActivities.PastTheRoute;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.Token;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The old site is gone; all its clients came through a router that is not. */
final class RouteCutTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world, "tokyo");

  @Test
  void where_nobody_came_in_past_the_route_cutting_it_proves_the_fence() {
    world.past = new PastTheRoute(World.LAST_ACKNOWLEDGED.minusSeconds(8), List.of());

    Need need = start();

    assertThat(need.step()).isEqualTo("preserve");
    assertThat(world.done).containsSubsequence("cut route", "promote db2", "route db2");
    assertThat(world.promotedOn).isInstanceOf(FenceProof.RouteCut.class);
    assertThat(drill.step(3).sentence())
        .isEqualTo(
            "\"db1\" cannot write: the router leads nobody there, and nobody came in past it");
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "RouteCut")
        .containsEntry("shown", "leads to nobody")
        .containsKey("tried 1");

    drill.comesBack("tokyo");
    drill.waitUntilDone("fence db1");
    drill.control().retry(drill.answer(need, "aya", "the site is back"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }

  static Stream<Arguments> looks_that_prove_nothing() {
    Instant last = World.LAST_ACKNOWLEDGED;
    return Stream.of(
        Arguments.of(null, "the probe has not looked whether clients come in past the route"),
        Arguments.of(
            new PastTheRoute(last, List.of("shop from 10.0.0.9, last at " + last)),
            "clients came in past the route: shop from 10.0.0.9"),
        Arguments.of(
            new PastTheRoute(last.minusSeconds(121), List.of()),
            "the probe looked last at 2026-11-23T03:12:06Z who comes in past the route, long before"));
  }

  @ParameterizedTest
  @MethodSource("looks_that_prove_nothing")
  void where_somebody_did_or_nobody_looked_or_only_long_ago_nothing_is_cut(
      @Nullable PastTheRoute past, String why) {
    world.past = past;

    Need need = start();

    assertThat(need.step()).isEqualTo("fence");
    assertThat(need.facts().get("tried 2")).startsWith("method \"route\": ").contains(why);
    assertThat(world.done).doesNotContain("cut route", "promote db2");
  }

  /** Temporal lost its data after the promotion; clients are led to the new primary by now. */
  @Test
  void a_run_that_finds_the_promotion_leaves_the_route_alone() {
    world.past = new PastTheRoute(World.LAST_ACKNOWLEDGED, List.of());
    world.timeline = 2;
    world.led.to = "db2";
    FenceProof cut =
        new FenceProof.RouteCut(
            "db1", "4711", World.LAST_ACKNOWLEDGED, new Token(1, 2, 1), List.of("cut"), 1);
    Promoted promoted =
        new Promoted("db2", "4711", 2, new Lsn(0x3000148), World.LAST_ACKNOWLEDGED, "");
    world.remembered =
        new Remembered(
            new Remembered.Promotion(cut, promoted, 1, new Token(1, 3, 1), false),
            null,
            false,
            List.of());

    Need need = start();

    assertThat(need.step()).isEqualTo("preserve");
    assertThat(world.done).doesNotContain("cut route");
    assertThat(drill.step(0).sentence()).contains("was promoted already by an earlier run");
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "RouteCut")
        .containsEntry("shown", "cut");
  }

  @Test
  void an_abort_after_the_cut_says_that_nothing_is_writable() {
    world.past = new PastTheRoute(World.LAST_ACKNOWLEDGED, List.of());
    world.broken.add("promote db2");
    Need need = start();
    assertThat(need.step()).isEqualTo("promote");

    drill.control().abort(new Answer("", "", "aya", "the old site answers the phone", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("fenced");
  }

  private Need start() {
    drill.start(
        ReplicaPromotion.class,
        Plans.fencedBy(Plans.promotion(), FenceMethod.NODE, FenceMethod.ROUTE));
    return drill.waitFor("repair");
  }
}
