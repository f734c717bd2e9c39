package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be aimed at is refused with what can, and what a person must know is told. */
class AimLimitsIT {
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private Backup backup;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5) g");
    backup = archery.backUp("one");
    db1.run("insert into orders values (6, 'after the backup')");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void anotherTransactionThatLocksATableAtThePointIsNamed() throws Exception {
    String xid;
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("truncate orders");
      String locking = Archery.xid(statement);
      db1.run("create table later(i int)");
      xid = archery.mistake(db1, "insert into later values (1)");
      connection.commit();

      assertThat(archery.aim("xid:" + xid).notes())
          .containsExactly(
              "transaction "
                  + locking
                  + " is under way at this point and locks \"public.orders\": reading that waits"
                  + " until the recovery has ended (f21)");
    }
    assertThat(archery.aim("latest").notes()).isEmpty();
  }

  @Test
  void aPositionInASegmentsUnusedRestIsBeforeWhatTheNextOneBeginsWith() throws Exception {
    Lsn switched = Lsn.parse(db1.ask("select pg_switch_wal()"));
    Lsn unused = new Lsn(switched.bytes() + (1 << 20));
    db1.run("delete from orders");

    Aim aim = archery.aim("lsn:" + unused);

    assertThat(aim.exact()).isTrue();
    assertThat(aim.inclusive()).isFalse();
    assertThat(aim.lsn()).isGreaterThan(unused);
    assertThat(aim.after()).isEqualTo(1);
    assertThat(archery.restore(aim).ask("select count(*) from orders")).isEqualTo("6");
  }

  /** As that of PostgreSQL 14 does, which knows one manager at a time. */
  @Test
  void whereAllFilesAreLostAndTheProgramShowsEveryRecordTheAimIsTheSame() throws Exception {
    db1.run("select pg_create_restore_point('before')");
    String xid = archery.mistake(db1, "truncate orders");
    db1.run("insert into orders values (7, 'later')");
    Aim name = archery.aim("name:before");
    Aim transaction = archery.aim("xid:" + xid);
    db1.destroy();
    String script =
        """
        #!/bin/bash
        for one; do
          case "$one" in --rmgr=*) ;; *) kept+=("$one") ;; esac
        done
        exec %s "${kept[@]}"
        """;
    Shell shell = db1.shell();
    cluster.replace("pg_waldump", script.formatted(shell.bin().resolve("pg_waldump")));
    shell.run("/usr/bin/find", db1.data().toString(), "-mindepth", "1", "-delete");

    assertThat(archery.aim("name:before"))
        .returns(name.lsn(), Aim::lsn)
        .returns(name.after(), Aim::after);
    assertThat(archery.aim("xid:" + xid))
        .returns(transaction.lsn(), Aim::lsn)
        .returns(transaction.after(), Aim::after);
  }

  @Test
  void aProgramThatCannotReadDoesNotMakeSoundFilesDamaged() throws Exception {
    cluster.replace("pg_waldump", "#!/bin/sh\nkill -KILL $$\n");
    for (String target : List.of("latest", "name:before", "xid:4711")) {
      assertThatThrownBy(() -> archery.aim(target))
          .hasMessageContaining("program \"pg_waldump\" ended with 137 and told of no damage")
          .hasMessageNotContaining("is damaged");
    }
  }

  @Test
  void whatLiesBeforeTheWindowIsRefusedWithThePointWhereItBegins() throws Exception {
    Instant early = backup.startedAt().minusSeconds(60);
    assertThatThrownBy(() -> archery.aim(early.toString()))
        .hasMessageContaining("lies before the oldest backup \"" + backup.id() + "\"")
        .hasMessageContaining("nothing was touched")
        .hasMessageContaining("HINT: ask for \"")
        .hasMessageContaining("\" or later");
    assertThatThrownBy(() -> archery.aim("lsn:" + backup.start()))
        .hasMessageContaining("lies before the oldest backup");
    assertThatThrownBy(() -> archery.aim("xid:700"))
        .hasMessageContaining("transaction 700 did not commit in archived WAL since backup");
    Instant hinted = Instant.parse(hinted(early));
    Awaiting.that("that moment has passed", () -> archery.now(db1).isAfter(hinted));
    assertThat(archery.aim(hinted.toString()).backup()).isEqualTo(backup);
  }

  @Test
  void badTargetsAndOtherClustersAreRefused() throws Exception {
    assertThatThrownBy(() -> archery.aim(Instant.now().plusSeconds(600).toString()))
        .hasMessageContaining("lies in the future");
    assertThatThrownBy(() -> archery.aim("2026-11-25 03:14:07"))
        .hasMessageContaining("has no zone");
    assertThatThrownBy(() -> archery.aim("lsn:FF/0"))
        .hasMessageContaining("position FF/0 cannot be reached: archived WAL ends at ")
        .hasMessageContaining("HINT: ask for \"latest\"");
    assertThatThrownBy(() -> archery.aim("latest", "4711", 1))
        .hasMessageContaining("names cluster \"4711\"");
    assertThatThrownBy(() -> archery.aim("latest", archery.system(), 2))
        .hasMessageContaining("is on timeline 1, expected 2");
    db1.destroy();
    assertThatThrownBy(() -> archery.aim("latest", archery.system(), 2))
        .hasMessageContaining(
            "timeline 2 is not known: \"00000002.history\" is not in the archive");
  }

  @Test
  void aDeadPrimarysArchiveIsAimedAtAsFarAsItGoes() throws Exception {
    archery.aim("latest");
    db1.run("insert into orders values (7, 'not archived')");
    db1.destroy();

    Aim aim = archery.aim("latest");

    assertThat(aim.notes())
        .containsExactly("no primary answers: what it had not archived cannot be reached");
    assertThat(archery.restore(aim).ask("select max(id) from orders")).isEqualTo("6");
  }

  private String hinted(Instant early) {
    try {
      archery.aim(early.toString());
    } catch (Exception e) {
      return e.getMessage().replaceFirst("(?s).*HINT: ask for \"([^\"]+)\".*", "$1");
    }
    throw new AssertionError("it was not refused");
  }
}
