package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.bosai.runbooks.describe.TerminalPlan;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
  private final SystemFile lab = Files.labSystem();

  static List<String> shipped() {
    return ShippedRunbooks.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void a_plan_survives_the_journey_through_json(String name) throws Exception {
    ObjectMapper temporal =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    Runbook runbook = ShippedRunbooks.find(name).orElseThrow();
    Plan plan = PlanResolver.resolve(runbook, lab, Files.inputs(runbook), Files.NOW);

    Plan back = temporal.readValue(temporal.writeValueAsString(plan), Plan.class);

    assertThat(back).isEqualTo(plan);
    assertThat(PlanDigest.sha256(back)).isEqualTo(PlanDigest.sha256(plan)).hasSize(64);
  }

  @Test
  void an_input_is_filled_into_steps_and_titles() {
    Plan plan = PlanResolver.resolve(promotion(), lab, Map.of("database", "main"), Files.NOW);

    assertThat(plan.inputs()).containsEntry("database", "main");
    assertThat(plan.runbook().steps())
        .filteredOn(step -> step instanceof Fence)
        .containsExactly(new Fence(head(plan, "fence"), "main"));
    assertThat(head(plan, "fence").title()).isEqualTo("Fence the old primary of main");
    assertThat(PlanDigest.canonicalJson(plan)).doesNotContain("${");
  }

  @Test
  void a_wrong_and_an_unknown_input_are_both_named() {
    assertThatThrownBy(
            () ->
                PlanResolver.resolve(
                    promotion(), lab, Map.of("database", "mian", "datbase", "x"), Files.NOW))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            input "datbase" has no place in this runbook
              HINT: did you mean "database"?
            input "database" is "mian", which the system file does not have
              HINT: did you mean "main"?""");
  }

  @Test
  void a_system_without_backups_still_brings_redundancy_back() {
    SystemFile bare = SystemFileParser.parse("lab.yaml", Files.lab());
    Runbook reprotect = ShippedRunbooks.find("reprotect").orElseThrow();

    Plan plan = PlanResolver.resolve(reprotect, bare, Map.of(), Files.NOW);

    assertThat(ids(plan)).containsExactly("rejoin", "await-standby", "notify");
    assertThat(ids(PlanResolver.resolve(reprotect, lab, Map.of(), Files.NOW)))
        .contains("backup", "prove");
    assertThat(TerminalPlan.of(plan))
        .contains("nothing is backed up: \"main\" has no \"backups\" in the system file")
        .doesNotContain("protected:");
  }

  @Test
  void where_nobody_can_be_told_no_phase_tells() {
    String silent =
        Files.lab().replace("fence: [node]", "backups: {kind: basebackup, directory: /b}");
    int channels = silent.indexOf("channels:");
    SystemFile system =
        SystemFileParser.parse(
            "lab.yaml",
            silent.substring(0, channels) + silent.substring(silent.indexOf("people:")));
    Runbook runbook = ShippedRunbooks.find("point-in-time-recovery").orElseThrow();

    Plan plan = PlanResolver.resolve(runbook, system, Files.inputs(runbook), Files.NOW);

    assertThat(ids(plan)).contains("settle").doesNotContain("notify", "notify-switched");
  }

  @Test
  void a_time_without_its_zone_is_no_target() {
    Runbook runbook = ShippedRunbooks.find("point-in-time-recovery").orElseThrow();

    assertThatThrownBy(
            () ->
                PlanResolver.resolve(
                    runbook, lab, Map.of("target", "2026-11-25 03:10:00"), Files.NOW))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            input "target" is "2026-11-25 03:10:00", which has no zone; expected one, since it is another moment in each
              HINT: write "2026-11-25T03:10Z" if it is UTC, or for example \
            "2026-11-25T03:10+09:00\"""");
  }

  private static List<String> ids(Plan plan) {
    return Steps.all(plan.runbook().steps()).map(step -> step.head().id()).toList();
  }

  private static Runbook promotion() {
    return ShippedRunbooks.find("replica-promotion").orElseThrow();
  }

  private static StepHead head(Plan plan, String id) {
    return Steps.all(plan.runbook().steps())
        .map(Step::head)
        .filter(head -> head.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
