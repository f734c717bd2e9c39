package dev.bosai.runbooks.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.Golden;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.ShippedRunbooks;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescribersTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static List<Plan> plans() {
    var shipped =
        ShippedRunbooks.names().stream()
            .map(name -> ShippedRunbooks.find(name).orElseThrow())
            .map(
                runbook ->
                    PlanResolver.resolve(
                        runbook, Files.labSystem(), Files.inputs(runbook), Files.NOW));
    String file = "examples/maintenance-page.yaml";
    var example = RunbookParser.parse(file, Files.read(file));
    var shop = SystemFileParser.parse("bosai.yaml", Files.read("examples/bosai.yaml"));
    return Stream.concat(
            shipped, Stream.of(PlanResolver.resolve(example, shop, Map.of(), Files.NOW)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_plan_reads_as_reviewed(Plan plan) {
    Golden.matches(golden(plan, "plan.txt"), TerminalPlan.of(plan));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_checklist_reads_as_reviewed(Plan plan) {
    Golden.matches(golden(plan, "checklist.md"), MarkdownChecklist.of(plan));
  }

  @Test
  void every_kind_of_route_is_said_and_can_be_led_by_hand() {
    var haproxy =
        promotion(
            "{kind: haproxy, at: [\"10.9.0.8:5432\"], admin: \"10.9.0.8:99\", backend: bank}");
    var pgbouncer =
        promotion(
            "{kind: pgbouncer, at: [\"10.9.0.8:6432\"], site: there, file: /etc/bosai/b.ini, admin: {user: boss}}");
    var command =
        promotion("{kind: command, at: [\"10.9.0.8:6432\"], move: [/lead, -x], show: [/leads]}");

    assertThat(TerminalPlan.of(haproxy).replaceAll("\\s+", " "))
        .contains("at 10.9.0.8:5432 closes all servers but one of HAProxy's backend \"bank\"");
    assertThat(MarkdownChecklist.of(haproxy))
        .contains(
            "echo 'set server bank/a state maint; shutdown sessions server bank/a' | socat - TCP:10.9.0.8:99",
            "# if NEW is b\necho 'set server bank/b state ready' | socat - TCP:10.9.0.8:99",
            "host=10.9.0.8 port=5432");
    assertThat(TerminalPlan.of(pgbouncer).replaceAll("\\s+", " "))
        .contains(
            "at 10.9.0.8:6432 writes /etc/bosai/b.ini (worker of site there), then has PgBouncer drop");
    assertThat(MarkdownChecklist.of(pgbouncer))
        .contains(
            "psql 'host=10.9.0.8 port=6432 user=boss dbname=pgbouncer' -c 'KILL \"app\"'",
            "s/host=[^ ]*/host=b.example/",
            "dbname=EPOCH.1.1/' /etc/bosai/b.ini",
            "-c 'RESUME \"app\"'");
    assertThat(TerminalPlan.of(command).replaceAll("\\s+", " "))
        .contains("for 10.9.0.8:6432 runs /lead -x");
    assertThat(MarkdownChecklist.of(command))
        .contains(
            "BOSAI_NODE=b BOSAI_HOST=b.example BOSAI_PORT=5432 BOSAI_TOKEN=EPOCH.1.1 /lead -x",
            "`/leads` prints NEW");
  }

  @Test
  void every_fence_method_is_said_in_its_order_and_can_be_done_by_hand() {
    String fence =
        "fence: [node, {isolate: [/pdu/off, \"two words\"], verify: /pdu/is-off},"
            + " {isolate: /net/cut, verify: /net/is-cut, from: ops}]";
    var system = SystemFileParser.parse("bosai.yaml", Files.lab().replace("fence: [node]", fence));
    var runbook = ShippedRunbooks.find("replica-promotion").orElseThrow();
    Plan plan = PlanResolver.resolve(runbook, system, Map.of(), Files.NOW);

    assertThat(TerminalPlan.of(plan).replaceAll("\\s+", " "))
        .contains(
            "at most 10 s each, until one proves it: (1) on the host of the node that is primary",
            "(2) from the candidate's site: runs /pdu/off two words, then /pdu/is-off must print"
                + " \"isolated\"; (3) from ops: runs /net/cut, then /net/is-cut must print"
                + " \"isolated\"; without a proof the run waits");
    assertThat(MarkdownChecklist.of(plan))
        .contains(
            "on a host of the site of NEW instead",
            "on a host of site `ops` instead",
            "# if OLD is db1\nexport BOSAI_NODE=db1 BOSAI_HOST=127.0.0.1 BOSAI_PORT=15501\n"
                + "/pdu/off 'two words'\n/pdu/is-off");
  }

  @Test
  void a_branch_that_nobody_chose_is_left_out_by_hand() {
    assertThat(MarkdownChecklist.of(pointInTime()))
        .contains("**Only when: chosen switch.** If nobody decided so, leave it out.")
        .doesNotContain("If that is unknown, do it.");
  }

  @Test
  void a_restore_by_hand_stops_at_a_position_and_archives_nothing() {
    assertThat(MarkdownChecklist.of(pointInTime()))
        .contains(
            "cp -a /lab/backups/base/BACKUP/data /lab/db1.by-hand",
            "recovery_target_lsn = 'LSN'",
            "recovery_target_timeline = '0xTIMELINE'",
            "archive_command = ''",
            "select pg_wal_replay_resume()",
            "mv /lab/db1 /lab/db1.kept && mv /lab/db1.by-hand /lab/db1",
            "--path=/lab/db1.kept/pg_wal")
        .doesNotContain("select pg_promote", "{repo", "{data}", "{psql}", "{pg_");
  }

  @Test
  void a_statement_on_what_was_restored_says_so() {
    String yaml =
        """
        runbook: own
        title: Own
        level: L2
        objectives: {rto: 1h, rpo: 0s}
        steps:
          - aim: {target: latest}
          - restore:
          - preview:
          - sql: {statement: select count(*) from orders, on: preview}
        """;
    Plan plan =
        PlanResolver.resolve(
            RunbookParser.parse("own", yaml), Files.labSystem(), Map.of(), Files.NOW);

    assertThat(TerminalPlan.of(plan).replaceAll("\\s+", " "))
        .contains("runs on what was restored of main, read-only: select count(*) from orders");
    assertThat(MarkdownChecklist.of(plan))
        .contains("On what was restored of `main`, with `psql` as in \"preview\":");
  }

  /** Its own words for each part, and nothing of the other provider's. */
  @Test
  void what_pgbackrest_keeps_is_brought_back_by_hand_with_pgbackrest() {
    var system =
        SystemFileParser.parse(
            "bosai.yaml",
            Files.lab()
                .replace(
                    "fence: [node]",
                    "backups: {kind: pgbackrest, stanza: bank, config: \"/etc/b r.conf\", records: /r}"));
    var runbook = ShippedRunbooks.find("point-in-time-recovery").orElseThrow();

    assertThat(
            MarkdownChecklist.of(
                PlanResolver.resolve(runbook, system, Files.inputs(runbook), Files.NOW)))
        .contains(
            "pgbackrest '--config=/etc/b r.conf' --stanza=bank info",
            "archive-get FIRST /lab/db1.wal/FIRST",
            "--path=/lab/db1.wal --rmgr=Transaction",
            "--pg1-path=/lab/db1.by-hand --type=none --archive-mode=off --set=BACKUP restore",
            "restore_command = 'pgbackrest ''--config=/etc/b r.conf'' --stanza=bank"
                + " \"--pg1-path=$PWD\" archive-get %f \"%p\"'")
        .doesNotContain("REPOSITORY", "/base/", "{data}", "{wal}", "DIRECTORY");
    var reprotect = ShippedRunbooks.find("reprotect").orElseThrow();
    assertThat(
            MarkdownChecklist.of(
                PlanResolver.resolve(reprotect, system, Files.inputs(reprotect), Files.NOW)))
        .contains("--stanza=bank --type=full backup", "verify", "`status: ok` and `sound`");
  }

  private static Plan pointInTime() {
    var runbook = ShippedRunbooks.find("point-in-time-recovery").orElseThrow();
    return PlanResolver.resolve(runbook, Files.labSystem(), Files.inputs(runbook), Files.NOW);
  }

  private static Plan promotion(String route) {
    var system = SystemFileParser.parse("bosai.yaml", Files.withRoute(route));
    var runbook = ShippedRunbooks.find("replica-promotion").orElseThrow();
    return PlanResolver.resolve(runbook, system, Map.of(), Files.NOW);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_graph_reads_as_reviewed(Plan plan) {
    Golden.matches(golden(plan, "mermaid"), MermaidGraph.of(plan.runbook()));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_plan_fits_a_terminal_of_100_columns(Plan plan) {
    assertThat(TerminalPlan.of(plan).lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void every_kind_has_an_example_that_every_interpreter_describes(StepKind kind) {
    Plan plan =
        plans().stream()
            .filter(known -> steps(known).anyMatch(step -> StepKind.of(step) == kind))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no example has a step " + kind.word()));
    Step step = steps(plan).filter(known -> StepKind.of(known) == kind).findFirst().orElseThrow();

    assertThat(step.accept(new Doing(plan.system()))).hasSizeGreaterThan(10).doesNotContain("null");
    assertThat(step.accept(new HandWork(plan))).hasSizeGreaterThan(10);
    assertThat(MermaidGraph.of(plan.runbook())).contains(step.head().id());
    assertThat(StepKind.of(step).type()).isEqualTo(step.getClass());
  }

  @Test
  void every_permitted_step_has_a_word() {
    Set<Class<?>> types =
        Stream.of(StepKind.values()).map(StepKind::type).collect(Collectors.toSet());

    assertThat(types).containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
  }

  private static Stream<Step> steps(Plan plan) {
    return Steps.all(plan.runbook().steps());
  }

  private static Path golden(Plan plan, String form) {
    return GOLDEN.resolve(plan.runbook().name() + "." + form);
  }
}
