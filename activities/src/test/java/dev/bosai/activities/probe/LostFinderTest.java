package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LostFinderTest {
  private static final int OLD = 1;
  private static final int NEW = 2;

  private final List<Integer> asked = new ArrayList<>();

  @Test
  void theIdsOfTheMissingRowsAreFoundWithTheirWindow() throws SQLException {
    HandMade ledger = ledger(5, 3);

    Lost lost = find(ledger, Set.of(1L, 2L, 6L, 7L, 8L), Set.of());

    assertThat(lost.ids()).containsExactly(3L, 4L, 5L);
    assertThat(lost.from()).isEqualTo(ledger.rows().get(2).time());
    assertThat(lost.to()).isEqualTo(ledger.rows().get(4).time());
  }

  @Test
  void nothingMissingIsNoLoss() throws SQLException {
    Lost lost = find(ledger(5, 3), Set.of(1L, 2L, 3L, 4L, 5L), Set.of());

    assertThat(lost).isEqualTo(new Lost(List.of(), null, null));
  }

  @Test
  void writesOnTheNewTimelineAreNotLookedUp() throws SQLException {
    find(ledger(0, 3), Set.of(), Set.of());

    assertThat(asked).containsExactly(0);
  }

  @Test
  void whatAnEarlierRecoveryLostIsNotLostAgain() throws SQLException {
    Lost lost = find(ledger(5, 1), Set.of(1L, 2L, 4L), Set.of(3L));

    assertThat(lost.ids()).containsExactly(5L);
  }

  @Test
  void theSearchEndsWithTheFirstChunkThatIsAllThere() throws SQLException {
    HandMade ledger = ledger(5 * LostFinder.CHUNK, 0);
    Set<Long> there = new HashSet<>();
    for (long id = 1; id <= 3L * LostFinder.CHUNK + 10; id++) {
      there.add(id);
    }

    Lost lost = find(ledger, there, Set.of());

    assertThat(lost.ids()).hasSize(2 * LostFinder.CHUNK - 10);
    assertThat(asked).hasSize(3);
  }

  @Test
  void anySetOfRowsNearTheEndIsFoundExactly() throws SQLException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int old = 1 + random.nextInt(300);
      Set<Long> missing = new TreeSet<>();
      Set<Long> there = new HashSet<>();
      for (long id = 1; id <= old; id++) {
        (random.nextInt(4) == 0 ? missing : there).add(id);
      }
      assertThat(find(ledger(old, random.nextInt(20)), there, Set.of()).ids())
          .as("seed %d", seed)
          .isEqualTo(List.copyOf(missing));
    }
  }

  private static HandMade ledger(int old, int young) {
    HandMade ledger = new HandMade();
    for (int i = 0; i < old + young; i++) {
      ledger.acknowledged(100L * i, i < old ? OLD : NEW);
    }
    return ledger;
  }

  private Lost find(HandMade ledger, Set<Long> there, Set<Long> countedBefore) throws SQLException {
    Survivors survivors =
        ids -> {
          asked.add(ids.size());
          Set<Long> found = new HashSet<>(ids);
          found.retainAll(there);
          return found;
        };
    return new LostFinder(survivors, NEW, countedBefore).find(ledger.newestFirst());
  }
}
