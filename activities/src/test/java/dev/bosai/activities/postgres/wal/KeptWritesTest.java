package dev.bosai.activities.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run kept is what the next one gets, as long as the node has written nothing since. */
final class KeptWritesTest {
  private static final Lsn FORK = new Lsn(0x3000148);
  private final ObjectMapper json = Payloads.mapper();
  private final List<Entry> journal = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeEach
  void fencedAndKept() throws IOException {
    Preserved kept = new Preserved("db1", folder.toString(), FORK, 1, nothingLost());
    json.writeValue(
        folder.resolve(Manifest.FILE).toFile(), new Manifest(kept, "", Map.of("pg_control", "00")));
    note("fence", "blocked the start", Map.of());
    note("preserve", "kept the old timeline's writes", Map.of("directory", folder.toString()));
  }

  @Test
  void they_answer_the_next_run_that_asks_for_writes_past_the_same_fork() throws IOException {
    KeptWrites kept = KeptWrites.newest(journal, json).orElseThrow();

    assertThat(kept.answers(asked(FORK, 1))).isTrue();
    assertThat(kept.rejoining()).isFalse();
    assertThat(kept.answers(asked(new Lsn(0x4000000), 1))).isFalse();
    assertThat(kept.answers(asked(FORK, 2))).isFalse();
  }

  @Test
  void a_node_that_had_to_be_fenced_anew_may_have_written_since() throws IOException {
    note("fence", "blocked the start", Map.of());

    assertThat(KeptWrites.newest(journal, json).orElseThrow().answers(asked(FORK, 1))).isFalse();
  }

  @Test
  void a_rejoin_that_has_begun_has_destroyed_the_rest() throws IOException {
    note("rejoin", "begins", Map.of("kept by", "r1"));
    note("fence", "blocked the start", Map.of());

    KeptWrites kept = KeptWrites.newest(journal, json).orElseThrow();

    assertThat(kept.rejoining()).isTrue();
    assertThat(kept.answers(asked(FORK, 1))).isTrue();
  }

  @Test
  void without_their_manifest_nothing_is_kept() throws IOException {
    journal.clear();
    note("preserve", "kept the old timeline's writes", Map.of("directory", "/gone"));

    assertThat(KeptWrites.newest(journal, json)).isEmpty();
  }

  private void note(String effect, String did, Map<String, String> facts) {
    journal.add(new Entry(Instant.EPOCH, effect, new Token(1, 1, 1), did, facts));
  }

  private static PreserveNode asked(Lsn fork, int timeline) {
    return new PreserveNode(
        new NodeRef("shop", "main", "db1"),
        new Promoted("db2", "4711", timeline + 1, fork, Instant.EPOCH, ""),
        timeline,
        "r2",
        null,
        new Token(2, 4, 1));
  }

  private static LossFound nothingLost() {
    return new LossFound("wal", "all", 0, null, null, 0, List.of(), "", "", "nothing");
  }
}
