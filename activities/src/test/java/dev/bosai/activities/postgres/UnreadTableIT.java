package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.RowActivities.CompareRows;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that cannot be read may have been changed, and nobody is told that it was not. */
class UnreadTableIT {
  private PostgresCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void itIsNamedAndNotCalledUnchanged() throws Exception {
    cluster.db1().run("create table public.harmed as select 1 as i");
    String file = cluster.db1().ask("select pg_relation_filepath('public.harmed')");
    PutAside aside = PutAside.of(cluster, "lab_1", db1 -> {});
    aside.hold();
    Files.delete(Path.of(aside.switched().kept()).resolve(file));

    WrittenAfter found = compare(aside);

    assertThat(found.tables()).isEmpty();
    assertThat(found.notCompared()).containsOnlyKeys("public.harmed");
    assertThat(found.notCompared().get("public.harmed")).contains("could not open file", file);
    assertThat(compare(aside)).as("read again from the folder").isEqualTo(found);
  }

  private WrittenAfter compare(PutAside aside) {
    return cluster
        .rows()
        .compareRows(new CompareRows(PostgresCluster.node("db1"), aside.switched(), "lab@1"));
  }
}
