package dev.bosai.activities.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WAL file is archived once, as a whole, and never replaced. */
class ArchiveProgramTest {
  private static final String NAME = "000000010000000000000001";

  @TempDir private Path folder;
  private Path wal;
  private Path program;

  @BeforeEach
  void write() throws IOException {
    wal = Files.createDirectory(folder.resolve("a wal"));
    program = Files.writeString(folder.resolve("archive-wal"), ArchiveProgram.text());
  }

  @Test
  void aFileIsArchivedUnderItsNameAndNothingElseStays() throws Exception {
    assertThat(archive(file("one"))).isZero();
    assertThat(archived()).containsExactly(NAME);
    assertThat(wal.resolve(NAME)).hasContent("one");
  }

  @Test
  void theSameContentIsFineAsOftenAsItComes() throws Exception {
    archive(file("one"));
    assertThat(archive(file("one"))).isZero();
    assertThat(archived()).containsExactly(NAME);
  }

  @Test
  void anotherContentIsRefusedAndTheFirstStays() throws Exception {
    archive(file("one"));
    assertThat(archive(file("two"))).isEqualTo(1);
    assertThat(wal.resolve(NAME)).hasContent("one");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() throws Exception {
    Files.delete(wal);
    assertThat(archive(file("one"))).isEqualTo(1);
    assertThat(wal).doesNotExist();
  }

  @Test
  void whatCannotBeReadIsNotArchivedInHalf() throws Exception {
    assertThat(archive(folder.resolve("absent"))).isNotZero();
    assertThat(archived()).isEmpty();
  }

  @Test
  void twentyAtOnceLeaveOneWholeFileAndOneWinner() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String content = i % 2 == 0 ? "even" : "odd";
      all.add(start(Files.writeString(folder.resolve("in" + i), content.repeat(100_000))));
    }
    List<Integer> good = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (all.get(i).waitFor() == 0) {
        good.add(i % 2);
      }
    }
    assertThat(good).hasSize(10).containsOnly(good.get(0));
    assertThat(archived()).containsExactly(NAME);
    String winner = good.get(0) == 0 ? "even" : "odd";
    assertThat(wal.resolve(NAME)).hasContent(winner.repeat(100_000));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("in"), content);
  }

  private int archive(Path from) throws IOException, InterruptedException {
    return start(from).waitFor();
  }

  private Process start(Path from) throws IOException {
    return new ProcessBuilder("/bin/sh", program.toString(), wal.toString(), from.toString(), NAME)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private List<String> archived() throws IOException {
    try (Stream<Path> files = Files.list(wal)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
