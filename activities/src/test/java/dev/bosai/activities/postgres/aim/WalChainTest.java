package dev.bosai.activities.postgres.aim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Segments of 16 MB; timeline 2 left timeline 1 at 0/5000100. */
class WalChainTest {
  private static final long SEGMENT = 16 << 20;
  private static final Ancestry ONE = Ancestry.parse(1, List.of());
  private static final Ancestry TWO =
      Ancestry.parse(2, List.of("1\t0/5000100\tno recovery target specified"));

  @Test
  void goesAsFarAsThereAreFiles() {
    WalChain chain = chain(ONE, "1.3", "1.4");
    assertThat(chain.files()).containsExactly(name("1.3"), name("1.4"));
    assertThat(chain.end()).isEqualTo(Lsn.parse("0/5000000"));
    assertThat(chain.broken()).isNull();
  }

  @Test
  void aMissingFileIsAGapOnlyWhereLaterOnesAreThere() {
    WalChain chain = chain(ONE, "1.3", "1.5");
    assertThat(chain.end()).isEqualTo(Lsn.parse("0/4000000"));
    assertThat(chain.broken())
        .extracting(Broken::sentence)
        .isEqualTo("WAL segment \"" + name("1.4") + "\" in the archive is missing");
  }

  @Test
  void theFileInWhichATimelineBeginsIsTakenFromIt() {
    WalChain chain = chain(TWO, "1.3", "1.4", "1.5", "1.6", "2.5", "2.6");
    assertThat(chain.files()).containsExactly(name("1.3"), name("1.4"), name("2.5"), name("2.6"));
    assertThat(chain.file(Lsn.parse("0/5000000"))).isEqualTo(name("2.5"));
  }

  @Test
  void untilThatIsArchivedTheOldOneCountsUpToTheFork() {
    WalChain chain = chain(TWO, "1.3", "1.4", "1.5", "1.6");
    assertThat(chain.files()).containsExactly(name("1.3"), name("1.4"), name("1.5"));
    assertThat(chain.end()).isEqualTo(Lsn.parse("0/5000100"));
    assertThat(chain.broken()).isNull();
    assertThat(chain(TWO, "1.3", "1.4", "1.5", "2.6").broken())
        .extracting(Broken::segments)
        .isEqualTo("\"" + name("2.5") + "\"");
  }

  @Test
  void whatTheOldTimelineWroteAfterTheForkIsNoLaterFile() {
    WalChain chain = chain(TWO, "1.3", "1.6", "1.7");
    assertThat(chain.end()).isEqualTo(Lsn.parse("0/4000000"));
    assertThat(chain.broken()).isNull();
  }

  @Test
  void aChainCanBeCutShort() {
    WalChain cut = chain(ONE, "1.3", "1.4", "1.5").until(Lsn.parse("0/4000000"), null);
    assertThat(cut.files()).containsExactly(name("1.3"));
    assertThat(cut.has(3)).isTrue();
    assertThat(cut.has(4)).isFalse();
    assertThat(cut.lastSegment()).isEqualTo(Lsn.parse("0/3000028"));
  }

  private static WalChain chain(Ancestry ancestry, String... segments) {
    SortedSet<String> names = new TreeSet<>();
    for (String segment : segments) {
      names.add(name(segment));
    }
    return WalChain.of(ancestry, names, SEGMENT, Lsn.parse("0/3000028"));
  }

  /** {@code 1.3} is the third segment of timeline 1. */
  private static String name(String segment) {
    return "0000000%s000000000000000%s".formatted(segment.substring(0, 1), segment.substring(2));
  }
}
