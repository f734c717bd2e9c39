package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.step.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafeEndsTest {
  @Test
  void an_abort_of_a_promotion_has_a_named_end_at_every_step() {
    assertThat(words(SafeEnds.of(steps("replica-promotion"))))
        .isEqualTo(
            """
            assess unchanged
            notify unchanged
            approve unchanged
            fence fenced
            promote promoted-unrouted
            repoint promoted-unrouted
            verify restored-exposed
            preserve restored-exposed
            measure restored-exposed
            notify-result restored-exposed
            reprotect restored-exposed""");
  }

  @Test
  void an_abort_of_a_switchover_before_the_demotion_leaves_everything_as_it_was() {
    assertThat(words(SafeEnds.of(steps("switchover"))))
        .isEqualTo(
            """
            assess-move unchanged
            notify unchanged
            drain unchanged
            demote fenced
            promote promoted-unrouted
            repoint promoted-unrouted
            verify restored-exposed
            preserve restored-exposed
            rejoin restored-exposed
            await-standby restored-exposed
            measure standby-only
            notify-result standby-only
            reprotect standby-only""");
  }

  @Test
  void before_a_step_begins_its_effect_does_not_count() {
    Map<String, SafeEnd> before = SafeEnds.before(steps("replica-promotion"));

    assertThat(before).containsEntry("fence", SafeEnd.UNCHANGED);
    assertThat(before).containsEntry("promote", SafeEnd.FENCED);
    assertThat(before).containsEntry("verify", SafeEnd.RESTORED_EXPOSED);
  }

  @Test
  void a_reprotect_begins_exposed_and_ends_protected() {
    assertThat(words(SafeEnds.of(steps("reprotect"))))
        .isEqualTo(
            """
            rejoin restored-exposed
            await-standby restored-exposed
            backup standby-only
            prove standby-only
            notify protected""");
  }

  @Test
  void an_abort_of_a_point_in_time_recovery_has_a_named_end_at_every_step() {
    assertThat(words(SafeEnds.of(steps("point-in-time-recovery"))))
        .isEqualTo(
            """
            aim unchanged
            notify unchanged
            hold-writes unchanged
            restore restored-beside-unused
            preview restored-beside-unused
            choose restored-beside-unused
            switching restored-beside-unused
            open restored-beside-unused
            fence fenced
            switch promoted-unrouted
            verify restored-exposed
            compare restored-exposed
            measure restored-exposed
            notify-switched restored-exposed
            settle restored-exposed
            reprotect restored-exposed
            extracting restored-beside-unused
            extract restored-beside-unused
            discard-extracted restored-beside-unused
            discard restored-beside-unused""");
  }

  @Test
  void what_follows_branches_counts_the_worst_of_them() {
    assertThat(
            words(
                SafeEnds.before(
                    own(
                        """
          - aim: {target: latest}
          - restore:
          - preview:
          - choose:
          - phase: {when: chosen-switch, steps: [{open: }, {fence: }, {switch: }]}
          - discard: {when: chosen-discard}
          - notify:
        """))))
        .endsWith("discard restored-beside-unused\nnotify restored-exposed");
  }

  @Test
  void a_discard_after_a_switch_does_not_make_it_unhappen() {
    assertThat(
            words(
                SafeEnds.before(
                    own(
                        """
          - aim: {target: latest}
          - fence:
          - restore:
          - preview:
          - open:
          - switch:
          - discard:
          - notify:
        """))))
        .contains("preview fenced")
        .endsWith("discard restored-exposed\nnotify restored-exposed");
  }

  @Test
  void a_step_beside_a_fence_counts_it_as_begun() {
    List<Step> steps =
        own(
            """
              - assess:
              - parallel: {steps: [{wait: {duration: 1s}}, {fence: }]}
              - wait: {duration: 1s}
            """);

    assertThat(words(SafeEnds.of(steps)))
        .isEqualTo(
            """
            assess unchanged
            parallel fenced
            wait fenced
            fence fenced
            wait-2 fenced""");
  }

  @ParameterizedTest
  @EnumSource(SafeEnd.class)
  void every_end_says_what_it_means_and_what_comes_next(SafeEnd end) {
    assertThat(end.meaning()).hasSizeGreaterThan(20);
    assertThat(end.next()).hasSizeGreaterThan(20);
  }

  private static List<Step> steps(String name) {
    return ShippedRunbooks.find(name).orElseThrow().steps();
  }

  private static List<Step> own(String steps) {
    String head = "runbook: own\ntitle: Own\nlevel: L2\nobjectives: {rto: 1h, rpo: 0s}\nsteps:\n";
    return RunbookParser.parse("own", head + steps).steps();
  }

  private static String words(Map<String, SafeEnd> ends) {
    return ends.entrySet().stream()
        .map(end -> end.getKey() + " " + end.getValue().word())
        .collect(Collectors.joining("\n"));
  }
}
