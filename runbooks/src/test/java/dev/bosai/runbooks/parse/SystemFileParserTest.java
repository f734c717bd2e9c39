package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemFileParserTest {
  @Test
  void the_labs_file_is_read_as_it_is_meant() {
    SystemFile lab = Files.labSystem();
    var main = lab.database("main").orElseThrow();

    assertThat(lab.dataSites()).containsExactly("tokyo", "us-west");
    assertThat(main.nodes().keySet()).containsExactly("db1", "db2");
    assertThat(main.nodes().get("db1").control())
        .isEqualTo(new NodeControl.PgCtl("/usr/lib/postgresql/15/bin"));
    assertThat(main.nodes().get("db2").control())
        .isEqualTo(new NodeControl.Programs(List.of("/x/start"), List.of("/x/stop"), ""));
    assertThat(main.route()).isInstanceOf(Route.Router.class);
    assertThat(main.probe().every()).isEqualTo(Duration.ofMillis(100));
    assertThat(lab.channels().get("pager")).isEqualTo(new Channel.Program(List.of("/x/tell")));
    assertThat(lab.policy().acceptLoss()).isEqualTo(Duration.ofSeconds(30));
    assertThat(lab.policy().tiers()).containsExactly("commander", "approver");
    assertThat(lab.people().get("ken").roles()).containsExactly("approver");
  }

  @Test
  void what_is_left_out_has_a_default() {
    SystemFile system =
        SystemFileParser.parse(
            "bosai.yaml",
            """
            system: small
            sites: {here: {home: true}, there: {}}
            databases:
              main:
                database: app
                admin: {user: postgres}
                nodes:
                  a: {site: here, host: a.example, data: /pg, control: pg_ctl}
                  b: {site: there, host: b.example, data: /pg, control: pg_ctl}
                route: {kind: libpq, at: ["a.example:5432", "b.example:5432"]}
            """);

    assertThat(system.temporal().address()).isEqualTo("127.0.0.1:7233");
    assertThat(system.database("main").orElseThrow().probe().from()).isEqualTo("here");
    assertThat(system.database("main").orElseThrow().nodes().get("a").port()).isEqualTo(5432);
    assertThat(system.policy().tiers()).containsExactly("commander");
    assertThat(system.database("main").orElseThrow().backups()).isNull();
  }

  @Test
  void backups_are_read_with_their_defaults() {
    String usual = "backups: {kind: basebackup, directory: /b}";
    String own =
        "backups: {kind: basebackup, directory: /b, proven-within: 2h, keep: {daily: 2, weekly: 1,"
            + " monthly: 0, wal: 3d}}";

    assertThat(withBackups(usual).backups())
        .isEqualTo(
            new Backups.Basebackup("/b", Duration.ofHours(26), Backups.Keep.USUAL, List.of()));
    assertThat(withBackups(own).backups())
        .isEqualTo(
            new Backups.Basebackup(
                "/b",
                Duration.ofHours(2),
                new Backups.Keep(2, 1, 0, Duration.ofDays(3)),
                List.of()));
  }

  @Test
  void pgbackrest_is_read_with_its_own_configuration() {
    String line =
        "backups: {kind: pgbackrest, stanza: main, config: /etc/bank.conf, records: /r,"
            + " proven-within: 2h}";

    assertThat(withBackups(line).backups())
        .isEqualTo(
            new Backups.Pgbackrest(
                "main",
                "/etc/bank.conf",
                "/r",
                Duration.ofHours(2),
                Backups.Keep.USUAL,
                List.of()));
    assertThat(withBackups("backups: {kind: pgbackrest, stanza: main, records: /r}").backups())
        .isInstanceOfSatisfying(
            Backups.Pgbackrest.class, found -> assertThat(found.config()).isEmpty());
  }

  @Test
  void a_restore_is_asked_what_the_file_says() {
    String line =
        "backups: {kind: basebackup, directory: /b, checks: [{sql: \"select count(*) > 0 from"
            + " orders\", expect: t}]}";

    assertThat(withBackups(line).backups())
        .extracting(Backups::checks)
        .isEqualTo(List.of(new Backups.SqlCheck("select count(*) > 0 from orders", "t")));
  }

  private static Database withBackups(String line) {
    String yaml = Files.lab().replace("fence: [node]", line);
    return SystemFileParser.parse("lab.yaml", yaml).database("main").orElseThrow();
  }

  @Test
  void routes_that_others_lead_are_read() {
    assertThat(route("{kind: haproxy, at: [\"a:1\"], admin: \"a:2\", backend: bank}"))
        .isEqualTo(new Route.Haproxy(List.of("a:1"), "a:2", "bank"));
    assertThat(
            route(
                "{kind: pgbouncer, at: [\"a:1\"], site: there, file: /b.ini, admin: {user: boss, password: \"file:/p\"}}"))
        .isEqualTo(
            new Route.Pgbouncer(
                List.of("a:1"), "there", "/b.ini", new Database.Admin("boss", "file:/p")));
    assertThat(route("{kind: command, at: [\"a:1\"], move: /lead, show: [/leads, now]}"))
        .isEqualTo(new Route.Command(List.of("a:1"), List.of("/lead"), List.of("/leads", "now")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: haproxy, at: [\"a:1\", \"b:1\"], admin: \"a:2\", backend: x | more than one address",
        "kind: haproxy, at: [\"a:1\"], admin: \"a:70000\", backend: x     | has a port above 65535",
        "kind: haproxy, at: [\"a:1\"], admin: \"a:2\"                     | \"backend\" is missing",
        "kind: pgbouncer, at: [\"a:1\"], site: there, file: /b           | \"admin\" is missing",
        "kind: pgbouncer, at: [\"a:1\"], site: oops, file: /b, admin: {user: b} | unknown site \"oops\"",
        "kind: pgbouncer, at: [\"a:1\"], site: there, file: b, admin: {user: b} | absolute path",
        "kind: pgbouncer, at: [\"a:1\"], site: there, file: /b, admin: {user: b, password: x} | not a reference to a secret",
        "kind: command, at: [\"a:1\"], move: [lead], show: [/leads]       | \"lead\" is no absolute path",
        "kind: command, at: [\"a:1\"], move: [/lead]                      | \"show\" is missing"
      })
  void a_wrong_route_is_refused(String route, String message) {
    assertThat(problems(Files.withRoute("{" + route + "}")).toString()).contains(message);
  }

  private static Route route(String route) {
    return SystemFileParser.parse("f.yaml", Files.withRoute(route))
        .database("main")
        .orElseThrow()
        .route();
  }

  /** Each row changes one thing of the lab's file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "system: lab             | sytem: lab            | unknown key \"sytem\" | did you mean \"system\"?",
        "us-west: {}             | us-west: {home: true} | home sites are \"tokyo\", \"us-west\", expected one | mark the site",
        "role: witness           | role: wittness        | \"role\" is \"wittness\", expected one of \"data\", \"witness\" | did you mean \"witness\"?",
        "site: us-west, host     | site: us-est, host    | unknown site \"us-est\" | did you mean \"us-west\"?",
        "site: us-west, host     | site: ops, host       | \"ops\" is a witness site and holds no database server | name a data site",
        "data: /lab/db1          | data: lab/db1         | \"data\" is \"lab/db1\", expected an absolute path | starting with \"/\"",
        "port: 15501             | port: 70000           | \"port\" is \"70000\", expected a whole number from 1 to 65535 | without quotes",
        "port: 15502             | port: 15501           | \"db2\" has the same address as \"db1\" | every node",
        "\"file:/x/secret\"      | hunter2               | \"password\" is not a reference to a secret | keep the secret out of this file",
        "control: pg_ctl         | control: \"systemd:pg\" | \"systemd\" is not available yet in this version | use one of \"pg_ctl\"",
        "fence: [node]           | fence: [route]        | \"route\" proves nothing here: clients may come in past the route | exclusive:",
        "kind: postgres          | kind: supabase        | \"supabase\" is not available yet in this version | \"postgres\"",
        "kind: webhook           | knid: webhook        | unknown key \"knid\" | did you mean \"kind\"?",
        "kind: webhook           | kind: slack           | \"slack\" is not available yet in this version | \"webhook\"",
        "fence: [node]           | backups: {kind: supabase} | \"supabase\" is not available yet in this version | \"basebackup\"",
        "fence: [node]           | backups: {kind: pgbackrest, records: /r} | \"stanza\" is missing | add it",
        "fence: [node]           | backups: {kind: pgbackrest, stanza: main} | \"records\" is missing | add it",
        "fence: [node]           | backups: {kind: pgbackrest, stanza: main, records: /lab/db1/r} | lies within data directory \"/lab/db1\" | outside",
        "fence: [node]           | backups: {kind: basebackup} | \"directory\" is missing | add it",
        "fence: [node]           | backups: {kind: basebackup, directory: /lab/db1/b} | lies within data directory \"/lab/db1\" | outside",
        "fence: [node]           | backups: {kind: basebackup, directory: /b, keep: {daily: 0}} | \"daily\" is \"0\", expected a whole number from 1 to 366 | without",
        "start: [/x/start]       | start: [start]        | \"start\" is no absolute path | whole path",
        "every: 100ms            | every: 100            | \"every\" is \"100\", expected a duration such as \"30m\" | number and a unit",
        "every: 100ms            | every: 0s             | \"every\" is \"0s\", expected a duration above zero | number and a unit",
        "from: ops               | from: op              | unknown site \"op\" | did you mean \"ops\"?",
        "db2: \"127.0.0.1:15512\" | db3: \"127.0.0.1:15512\" | no node is named \"db3\" | did you mean",
        "\"127.0.0.1:15400\"     | \"127.0.0.1:99999\"   | \"127.0.0.1:99999\" has a port above 65535 | ports are",
        "tier: 1,                | tier: 1, tier: 2,     | \"tier\" stands here twice | keep one of them",
        "system: lab             | system: 7             | \"system\" is 7 without quotes, expected a name | put it in quotes",
        "accept-loss: 30s        | accept-loss: [30s]    | \"accept-loss\" is a list, expected a duration | write one value",
        "us-west: {}             | us-west: &a {}        | `` | ``",
        "us-west: {}             | us-west: *a           | aliases are not read here | write every value out",
        "us-west: {}             | us-west: {            | this is not YAML | check indentation"
      })
  void a_wrong_file_is_refused_with_a_hint(String from, String to, String message, String hint) {
    String yaml = Files.lab().replace(from, to);
    assertThat(yaml).isNotEqualTo(Files.lab());

    List<Problem> problems = problems(yaml);

    if (message.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .anySatisfy(
              problem -> {
                assertThat(problem.message()).contains(message);
                assertThat(problem.hint()).contains(hint);
              });
    }
  }

  @Test
  void every_problem_is_told_at_once_in_file_order_with_its_place() {
    String yaml =
        Files.lab()
            .replace("system: lab", "sytem: lab")
            .replace("port: 15501", "port: many")
            .replace("accept-loss: 30s", "accept-loss: soon");

    assertThat(problems(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:1:1: unknown key "sytem"
              HINT: did you mean "system"?""",
            """
            lab.yaml:1:1: "system" is missing
              HINT: add it: Name of the system; the lock and task queues carry it.""",
            """
            lab.yaml:10:49: "port" is "many", expected a whole number from 1 to 65535
              HINT: write it without quotes and units""",
            """
            lab.yaml:27:23: "accept-loss" is "soon", expected a duration such as "30m"
              HINT: write a number and a unit: "200ms", "90s", "2h30m\"""");
  }

  /** Nothing would enforce it, and a protection that is only written down is worse than none. */
  @Test
  void what_runs_may_begin_by_themselves_cannot_be_said_yet() {
    String yaml = Files.lab().replace("commands: [", "automatic: [L1], commands: [");

    assertThat(problems(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:27:58: "automatic" is not available yet in this version
              HINT: use one of "accept-loss", "tiers", "commands", "two-person\"""");
  }

  @Test
  void a_password_that_was_written_out_is_never_repeated() {
    assertThat(problems(Files.lab().replace("\"file:/x/secret\"", "hunter2")).toString())
        .doesNotContain("hunter2");
    assertThat(
            problems(Files.lab().replace("\"env:HOOK\"", "\"https://me:hunter2@hook\"")).toString())
        .contains("url")
        .doesNotContain("hunter2");
  }

  @Test
  void a_file_that_would_blow_up_is_refused() {
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n";

    assertThat(problems(bomb)).extracting(Problem::message).contains("aliases are not read here");
    assertThat(problems("[".repeat(100_000)))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("nested deeper"));
    assertThat(problems("a".repeat(300_000)))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("characters"));
    assertThat(problems("")).extracting(Problem::message).contains("the file is empty");
  }

  private static List<Problem> problems(String yaml) {
    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", yaml));
    return error == null ? List.of() : error.problems();
  }
}
