package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.problem.Problem;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes one mistake of a catalogue in a good file: it is refused with a place, words and a hint, or
 * means nothing. A failure names the seed; {@code -Dbosai.seed=SEED} makes that mistake alone.
 */
@Timeout(60)
class MistakeTest {
  private static final long FIRST = 20261125L;
  private static final int MISTAKES = 500;
  private static final int LONGEST = 700;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private static final long MOST_BYTES = 200L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<GoodFile> GOOD = GoodFile.all();

  static LongStream seeds() {
    Long one = Long.getLong("bosai.seed");
    return one == null ? LongStream.range(FIRST, FIRST + MISTAKES) : LongStream.of(one);
  }

  @Test
  void every_good_file_is_read() {
    assertThat(GOOD).hasSize(11);
    for (GoodFile file : GOOD) {
      assertThatCode(() -> file.read(file.yaml())).doesNotThrowAnyException();
    }
  }

  @Test
  void every_kind_of_mistake_is_among_them() {
    Set<String> kinds = new TreeSet<>();
    for (long seed = FIRST; seed < FIRST + MISTAKES; seed++) {
      Random chance = new Random(seed);
      kinds.add(mistake(SpotMistakes.any(GOOD, chance), chance).what());
    }

    assertThat(kinds).hasSizeGreaterThanOrEqualTo(SpotMistakes.KINDS + TextMistakes.KINDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_mistake_is_refused_with_its_place_or_means_nothing(long seed) {
    Random chance = new Random(seed);
    GoodFile file = SpotMistakes.any(GOOD, chance);
    Mistake mistake = mistake(file, chance);

    long before = allocatedBytes();
    List<Problem> problems = problems(file, mistake.yaml());
    assertThat(allocatedBytes() - before).as(mistake.what()).isLessThan(MOST_BYTES);

    if (problems.isEmpty()) {
      assertThat(mistake.harmless())
          .as("%s is refused:%n%s", mistake.what(), mistake.yaml())
          .isTrue();
      assertThat(file.read(mistake.yaml())).as(mistake.what()).isEqualTo(file.read(file.yaml()));
    } else {
      fits(problems, mistake.yaml());
      told(mistake, problems);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mistakes_that_have_nothing_to_do_with_each_other_are_told_at_once(long seed) {
    Random chance = new Random(seed);
    GoodFile file = SpotMistakes.any(GOOD, chance);
    List<Spot> spots = SpotMistakes.apart(file, chance);
    String yaml = file.yaml();
    for (Spot spot : spots) {
      yaml = spot.with(yaml, "[]");
    }

    List<String> messages = problems(file, yaml).stream().map(Problem::message).toList();

    for (Spot spot : spots) {
      assertThat(messages)
          .as(yaml)
          .anyMatch(text -> text.contains("\"" + spot.key() + "\" is a list"));
    }
  }

  private static long allocatedBytes() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static Mistake mistake(GoodFile file, Random chance) {
    while (true) {
      Optional<Mistake> made =
          chance.nextInt(3) == 0
              ? TextMistakes.make(file, chance)
              : SpotMistakes.make(file, chance);
      if (made.isPresent() && !made.get().yaml().equals(file.yaml())) {
        return made.get();
      }
    }
  }

  private static List<Problem> problems(GoodFile file, String yaml) {
    try {
      file.read(yaml);
      return List.of();
    } catch (InvalidFile refused) {
      assertThat(refused.problems()).isNotEmpty();
      return refused.problems();
    }
  }

  /** Every problem has a place in the file, and one line of words that steers no terminal. */
  static void fits(List<Problem> problems, String yaml) {
    String[] lines = yaml.split("\r\n|\r|\n", -1);
    for (Problem problem : problems) {
      String words = problem.toString();
      Place place = problem.place();
      assertThat(place.file()).as(words).isEqualTo(GoodFile.NAME);
      assertThat(place.line()).as(words).isBetween(1, lines.length);
      assertThat(place.column()).as(words).isBetween(1, lines[place.line() - 1].length() + 1);
      assertThat(problem.message()).hasSizeBetween(10, LONGEST).doesNotContain("hunter2");
      assertThat(problem.hint()).hasSizeBetween(5, LONGEST).doesNotContain("hunter2");
      assertThat(UNSEEN.matcher(problem.message() + problem.hint()).find()).as(words).isFalse();
    }
  }

  private static void told(Mistake mistake, List<Problem> problems) {
    assertThat(problems)
        .as("%s:%n%s", mistake.what(), mistake.yaml())
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(mistake.said());
              if (mistake.line() > 0) {
                assertThat(problem.place().line()).isEqualTo(mistake.line());
              }
            });
  }
}
