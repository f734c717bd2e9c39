package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damages the bytes of good files at random: a reader gives a plan or our own error, whatever it
 * gets. A failure names the seed; {@code -Dbosai.seed=SEED} damages that file alone.
 */
@Timeout(300)
class ByteFuzzTest {
  private static final long FIRST = 20261125L;
  private static final int ROUNDS = 20_000;
  private static final int MOST_HITS = 6;
  private static final int LONGEST_CUT = 40;

  private static final List<GoodFile> GOOD = GoodFile.all();

  @Test
  void damaged_bytes_are_read_or_refused_and_never_crash() {
    Long one = Long.getLong("bosai.seed");
    long refused =
        (one == null ? LongStream.range(FIRST, FIRST + ROUNDS) : LongStream.of(one))
            .filter(ByteFuzzTest::isRefused)
            .count();

    assertThat(refused).as("files refused").isPositive();
  }

  private static boolean isRefused(long seed) {
    Random chance = new Random(seed);
    GoodFile file = SpotMistakes.any(GOOD, chance);
    byte[] damaged = damaged(file, chance);
    try {
      file.read(Utf8.text(GoodFile.NAME, damaged));
      return false;
    } catch (InvalidFile refused) {
      MistakeTest.fits(refused.problems(), new String(damaged, StandardCharsets.UTF_8));
      return true;
    } catch (InvalidInput refused) {
      assertThat(refused.problems()).isNotEmpty();
      return true;
    } catch (RuntimeException | Error error) {
      String text = new String(damaged, StandardCharsets.UTF_8);
      throw new AssertionError("seed " + seed + ":\n" + text, error);
    }
  }

  private static byte[] damaged(GoodFile file, Random chance) {
    byte[] bytes = bytes(file);
    for (int hit = chance.nextInt(MOST_HITS); hit >= 0; hit--) {
      byte[] other = bytes(SpotMistakes.any(GOOD, chance));
      int from = chance.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + chance.nextInt(LONGEST_CUT));
      bytes =
          switch (chance.nextInt(5)) {
            case 0 -> joined(bytes, from, new byte[0], to);
            case 1 -> joined(bytes, from, new byte[] {(byte) chance.nextInt()}, from);
            case 2 -> flipped(bytes, from, chance);
            case 3 -> joined(bytes, from, piece(other, chance), to);
            default -> joined(bytes, from, piece(bytes, chance), from);
          };
    }
    return bytes;
  }

  private static byte[] bytes(GoodFile file) {
    return file.yaml().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flipped(byte[] bytes, int at, Random chance) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] ^= (byte) (1 << chance.nextInt(Byte.SIZE));
    }
    return copy;
  }

  private static byte[] piece(byte[] of, Random chance) {
    int from = chance.nextInt(of.length + 1);
    int length = Math.min(of.length - from, chance.nextInt(LONGEST_CUT));
    byte[] piece = new byte[length];
    System.arraycopy(of, from, piece, 0, length);
    return piece;
  }

  private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, to);
    joined.write(middle, 0, middle.length);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }
}
