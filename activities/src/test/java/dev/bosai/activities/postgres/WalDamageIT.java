package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive is damaged in many places; the aim never leads through one of them. */
class WalDamageIT {
  private static final int PLACES = 30;
  private static final int SEGMENTS = 4;
  private static final long SEGMENT_BYTES = 16 << 20;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private PostgresCluster cluster;
  private Archery archery;
  private Backup backup;
  private Instant target;
  private Aim sound;

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + seed);
    cluster = PostgresCluster.startArchiving();
    PostgresServer db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int, item text)");
    backup = archery.backUp("one");
    for (int i = 0; i < SEGMENTS; i++) {
      db1.run("insert into orders select g, repeat('x', 500) from generate_series(1, 8000) g");
      db1.run("insert into orders values (" + i + ", 'small')");
      archery.aim("latest");
    }
    target = archery.now(db1);
    db1.run("insert into orders values (9, 'later')");
    sound = archery.aim(target.toString());
    db1.destroy();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aFlippedBitIsFoundWhereverAServerWouldReadIt() throws Exception {
    int found = 0;
    for (int i = 0; i < PLACES; i++) {
      Path segment = replayed().get(random.nextInt(replayed().size()));
      byte[] content = Files.readAllBytes(segment);
      // Half of them in the first megabyte, where more is written.
      int at = random.nextInt(i % 2 == 0 ? content.length : 1 << 20);
      byte[] flipped = content.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      overwrite(segment, flipped);
      String place = "seed %d, offset %d of %s".formatted(seed, at, segment.getFileName());
      if (readable()) {
        assertThat(archery.aim(target.toString()).lsn()).as(place).isEqualTo(sound.lsn());
      } else {
        assertRefused(segment, place);
        found++;
      }
      overwrite(segment, content);
    }
    System.out.println(found + " of " + PLACES + " places are read by a server");
    assertThat(found).as("seed " + seed).isPositive();
    assertThat(archery.aim(target.toString()).lsn()).isEqualTo(sound.lsn());
  }

  @Test
  void aMissingAndATruncatedFileAreFound() throws Exception {
    for (Path segment : replayed()) {
      byte[] content = Files.readAllBytes(segment);
      Files.delete(segment);
      assertRefused(segment, "removed " + segment);
      Files.write(segment, java.util.Arrays.copyOf(content, random.nextInt(content.length)));
      assertRefused(segment, "seed " + seed + ", cut off " + segment);
      Files.write(segment, content);
    }
    assertThat(archery.aim(target.toString()).lsn()).isEqualTo(sound.lsn());
  }

  @Test
  void theLastRecoverablePointThatIsNamedCanBeReached() throws Exception {
    Path segment = replayed().get(replayed().size() - 1);
    byte[] content = Files.readAllBytes(segment);
    content[1 << 19] ^= 1;
    overwrite(segment, content);

    Aim aim = archery.aim(assertRefused(segment, "the middle of the last segment"));

    assertThat(aim.notes()).anyMatch(note -> note.contains(segment.getFileName().toString()));
    PostgresServer restored = archery.restore(aim);
    assertThat(restored.ask("select count(*) from orders")).isEqualTo("24003");
  }

  @Test
  void damageBehindTheTargetDoesNotStandInTheWay() throws Exception {
    Path segment = cluster.archive().resolve(sound.segments().get(1));
    Aim early = archery.aim("lsn:" + backup.stop().toString().replaceFirst("..$", "FF"));
    byte[] content = Files.readAllBytes(segment);
    content[4096] ^= 1;
    overwrite(segment, content);

    Aim aim = archery.aim("lsn:" + early.lsn());

    assertThat(aim.lsn()).isEqualTo(early.lsn());
    assertThat(aim.notes())
        .anyMatch(
            note ->
                note.contains(segment.getFileName().toString())
                    && note.endsWith("what committed after that is not counted"));
  }

  /** Returns the target that is offered instead; empty if none is. */
  private String assertRefused(Path segment, String place) {
    String[] said = new String[1];
    assertThatThrownBy(() -> archery.aim(target.toString()))
        .as(place)
        .hasMessageContaining("\"" + segment.getFileName() + "\"")
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("nothing was touched")
        .satisfies(refused -> said[0] = String.valueOf(refused.getMessage()));
    if (!said[0].contains("or ask for \"")) {
      assertThat(said[0]).as(place).contains("no point after backup");
      return "";
    }
    String nearest = said[0].replaceFirst("(?s).*or ask for \"([^\"]+)\".*", "$1");
    assertThat(said[0]).contains("the last recoverable point is the commit of transaction ");
    assertThat(reached(nearest).at()).as(place).isEqualTo(Instant.parse(nearest));
    return nearest;
  }

  private Aim reached(String nearest) {
    try {
      return archery.aim(nearest);
    } catch (Exception e) {
      throw new AssertionError("the offered target is refused: " + nearest, e);
    }
  }

  /** Whether PostgreSQL's own program reads all of it, without the code under test. */
  private boolean readable() throws InterruptedException {
    try {
      cluster
          .db1()
          .shell()
          .run(
              "pg_waldump",
              "--quiet",
              "--path=" + cluster.archive(),
              "--start=" + backup.start(),
              "--end=" + endOfLast());
      return true;
    } catch (IOException damaged) {
      return false;
    }
  }

  /** Where the segment ends in which the target is. */
  private Lsn endOfLast() {
    return new Lsn((sound.lsn().bytes() / SEGMENT_BYTES + 1) * SEGMENT_BYTES);
  }

  /** The files from the backup to the target. */
  private List<Path> replayed() throws IOException {
    try (Stream<Path> files = Files.list(cluster.archive())) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
          .filter(file -> between(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  private boolean between(String name) {
    return name.compareTo(sound.segments().get(0)) >= 0
        && name.compareTo(sound.segments().get(1)) <= 0;
  }

  private static void overwrite(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
