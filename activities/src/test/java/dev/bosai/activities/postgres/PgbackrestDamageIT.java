package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Proven;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One byte is flipped in, or one file is missing from, what pgBackRest keeps: anywhere. */
class PgbackrestDamageIT {
  private static final int PLACES = 5;

  /** A compressed file's head names the time and the system it was made on; nobody reads it. */
  private static final int HEAD_BYTES = 10;

  private PostgresCluster cluster;
  private Stanza stanza;
  private Archery archery;
  private Prover prover;
  private PostgresServer db1;
  private Backup backup;
  private List<String> after;
  private Random random;
  private long seed;

  @BeforeEach
  void start() throws Exception {
    seed = System.nanoTime();
    System.out.println("seed " + seed);
    random = new Random(seed);
    cluster = PostgresCluster.startArchiving(Stanza::in);
    stanza = Stanza.in(cluster.home());
    archery = new Archery(cluster, "db1");
    prover = new Prover(cluster);
    db1 = cluster.db1();
    db1.run("create table orders(id int primary key, item text)");
    backup = archery.backUp("one");
    for (int i = 0; i < 4; i++) {
      db1.run(
          "insert into orders select g, md5(g::text) from generate_series(1, 9) g"
              .replace("select g", "select g + 9 * " + i));
      db1.run("select pg_switch_wal()");
    }
    String last = db1.ask("select pg_walfile_name(pg_current_wal_lsn() - 1)");
    Awaiting.that(last + " is archived", () -> stanza.segments().contains(last));
    String stop = Place.walFile(backup.stop());
    after = stanza.segments().stream().filter(name -> name.compareTo(stop) > 0).toList();
  }

  @AfterEach
  void stop() throws Exception {
    prover.end();
    cluster.close();
  }

  @Test
  void aByteOfTheWalIsNamedByTheProofAndByTheAdvisorWithTheLastReachablePoint() throws Exception {
    Proven whole = prover.prove("whole");
    assertThat(whole.passed()).as(whole.toString()).isTrue();
    for (int place = 0; place < PLACES; place++) {
      String segment = after.get(random.nextInt(after.size()));
      Place flipped = somewhere(stanza.segment(segment));
      flipped.flip();

      Proven proven = prover.prove("flip-" + place);

      assertThat(proven.passed()).as("%s, seed %d", flipped, seed).isFalse();
      assertThat(Prover.bad(proven))
          .as("%s, seed %d", flipped, seed)
          .singleElement()
          .asString()
          .contains("\"" + segment + "\"")
          .contains("the last recoverable point is");
      assertThatThrownBy(() -> archery.aim("lsn:" + end()))
          .as("%s, seed %d", flipped, seed)
          .hasMessageContaining("\"" + segment + "\"")
          .hasMessageContaining("nothing was touched");
      flipped.flip();
    }
    assertThat(archery.aim("lsn:" + end()).backup()).isEqualTo(backup);
  }

  @Test
  void aMissingWalFileIsNamedAndSoIsEachDamagedFileOfTheBackup() throws Exception {
    Path data = stanza.repository(1).resolve("backup/main/" + backup.id());
    for (int place = 0; place < PLACES; place++) {
      Place flipped = in(data.resolve("pg_data"));
      flipped.flip();

      Proven proven = prover.prove("flip-" + place);

      String name = data.relativize(flipped.file()).toString();
      assertThat(proven.passed()).as("%s, seed %d", flipped, seed).isFalse();
      assertThat(Prover.bad(proven))
          .as("%s, seed %d", flipped, seed)
          .anyMatch(text -> text.contains("file \"" + name + "\" is damaged"))
          .anyMatch(text -> text.contains("there is no older backup"));
      flipped.flip();
    }
    String segment = after.get(random.nextInt(after.size() - 1));
    Path away = cluster.home().resolve("away");
    Path file = stanza.segment(segment);
    Files.move(file, away);
    assertThat(Prover.bad(prover.prove("gap")))
        .singleElement()
        .asString()
        .contains("\"" + segment + "\" in the archive is missing");
    assertThat(cluster.backupList("db1").gaps())
        .singleElement()
        .extracting("first")
        .isEqualTo(segment);
    Files.move(away, file);
    Path map = data.resolve("pg_data/global/pg_filenode.map.gz");
    Files.delete(map);
    assertThat(Prover.bad(prover.prove("missing")))
        .anyMatch(text -> text.contains("\"pg_data/global/pg_filenode.map.gz\" is missing"));
  }

  private String end() throws Exception {
    return db1.ask("select pg_current_wal_lsn()");
  }

  private Place in(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toFile().length() > 2 * HEAD_BYTES)
              .sorted()
              .toList();
      return somewhere(files.get(random.nextInt(files.size())));
    }
  }

  /** Somewhere that matters: in long rows of zeros, another way to say them is as good. */
  private Place somewhere(Path file) throws Exception {
    byte[] content = content(file);
    while (true) {
      Place place = new Place(file, HEAD_BYTES + random.nextLong(Files.size(file) - HEAD_BYTES));
      place.flip();
      boolean matters = !Arrays.equals(content, content(file));
      place.flip();
      if (matters) {
        return place;
      }
    }
  }

  /** Returns what comes out of a file; nothing if it is damaged. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    } catch (ZipException | EOFException damaged) {
      return new byte[0];
    }
  }
}
