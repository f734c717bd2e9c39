package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.PointInTimeRecovery;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepView;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runbook asks db1, which serves, and what was restored beside it. */
class StatementTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @BeforeEach
  void start() {
    world.primaryAnswers = true;
    world.writesFail = false;
  }

  @Test
  void a_statement_on_the_preview_is_asked_beside_and_never_of_the_serving_database() {
    start(aim(), restore(), sql(Sql.On.PREVIEW));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("restore", "sql beside: select 7");
    assertThat(world.done).doesNotContain("sql");
    assertThat(asked().sentence()).isEqualTo("7 rows, first \"beside\"");
    assertThat(asked().evidence()).containsEntry("first", "beside").containsEntry("rows", "7");
  }

  @Test
  void a_statement_on_the_primary_goes_to_the_serving_database_while_something_stands_beside() {
    start(aim(), restore(), sql(Sql.On.PRIMARY));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("restore", "sql");
    assertThat(world.done).doesNotContain("sql beside: select 7");
  }

  @Test
  void where_nothing_was_restored_nobody_is_asked() {
    start(aim(), sql(Sql.On.PREVIEW));

    assertNobodyIsAsked();
  }

  @Test
  void what_was_discarded_is_not_asked() {
    start(aim(), restore(), new Discard(Plans.head("discard"), "main"), sql(Sql.On.PREVIEW));

    assertNobodyIsAsked();
  }

  private void assertNobodyIsAsked() {
    Need need = drill.waitFor("repair");
    assertThat(need.text()).contains("database \"main\" has not been restored beside in this run");
    assertThat(world.done).doesNotContain("sql", "sql beside: select 7");
  }

  private void start(Step... steps) {
    drill.start(PointInTimeRecovery.class, Plans.input("point-in-time-recovery", List.of(steps)));
  }

  private StepView asked() {
    return drill.steps().stream().filter(view -> view.id().equals("sql")).findFirst().orElseThrow();
  }

  private static Step aim() {
    return new Aim(Plans.head("aim"), "main", "xid:812");
  }

  private static Step restore() {
    return new Restore(Plans.head("restore"), "main");
  }

  private static Step sql(Sql.On on) {
    return new Sql(Plans.head("sql"), "main", "select 7", "", on);
  }
}
