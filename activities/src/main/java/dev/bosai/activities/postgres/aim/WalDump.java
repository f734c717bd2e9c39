package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chain with {@code pg_waldump}, which checks every record on its way, whether it is shown
 * or not, and reads nothing that a server would not read: the rest of a segment after a switch
 * stays unread.
 *
 * @param host whose programs are used
 * @param wal what is read
 */
record WalDump(Host host, LinkedWal wal) {
  private static final String TRANSACTION = "Transaction";
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** Older ones show one manager at a time. */
  private static final int SEVERAL_MANAGERS = 15;

  /**
   * Reads records.
   *
   * @param from where to begin; the first whole record after it is the first that is read
   * @param to where to end
   * @param managers whose records are shown; empty means all
   * @return what ended the reading before its end; empty if nothing did
   */
  Optional<Damage> read(Lsn from, Lsn to, List<String> managers, Consumer<WalRecord> each)
      throws IOException, InterruptedException {
    List<String> arguments = arguments(from);
    arguments.add("--end=" + to);
    if (managers.size() == 1 || version() >= SEVERAL_MANAGERS) {
      managers.forEach(manager -> arguments.add("--rmgr=" + manager));
    }
    Ended ended = run(arguments, each);
    return ended.code() == 0
        ? Optional.empty()
        : Optional.of(Damage.parse(wal, from, ended.said()));
  }

  /**
   * Tells a story. The program checks every record, but to print millions of commits takes it ten
   * times as long; so it prints the other ones, and a walk beside it reads the commits. Nothing is
   * told that the program has not read.
   *
   * @param managers whose records are told, those of transactions among them
   * @return what ended the reading before its end; empty if nothing did
   */
  Optional<Damage> tell(Lsn from, Lsn to, List<String> managers, Story story)
      throws IOException, InterruptedException {
    List<String> others = managers.stream().filter(one -> !one.equals(TRANSACTION)).toList();
    try (WalWalk walk = new WalWalk(wal, from, to)) {
      Ends ends = new Ends(walk, story);
      Optional<Damage> damage = read(from, to, others, ends::add);
      ends.finish(damage.isPresent() ? damage.get().good() : to);
      if (walk.astray()) {
        Lsn told = story.last();
        Consumer<WalRecord> rest =
            record -> {
              if (told == null || record.lsn().compareTo(told) > 0) {
                story.add(record);
              }
            };
        read(told == null ? from : told, to, managers, rest);
      }
      return damage;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Returns where the first record of some transactions begins; empty if there is none.
   *
   * @param xids ids of transactions and subtransactions
   * @param from where to begin; all from there up to the end must be whole
   */
  Optional<Lsn> firstOf(Set<String> xids, Lsn from, Lsn to)
      throws IOException, InterruptedException {
    AtomicReference<@Nullable Lsn> first = new AtomicReference<>();
    try (WalWalk walk = new WalWalk(wal, from, to)) {
      while (walk.next()) {
        if (xids.contains(walk.xid())) {
          return Optional.of(walk.lsn());
        }
      }
      if (walk.astray()) {
        read(from, to, List.of(), record -> {
          if (xids.contains(record.xid())) {
            first.compareAndSet(null, record.lsn());
          }
        });
      }
    }
    return Optional.ofNullable(first.get());
  }

  /** Returns the first record that begins at a position or after it; empty if none can be read. */
  Optional<WalRecord> first(Lsn from) throws IOException, InterruptedException {
    if (from.compareTo(wal.chain().end()) >= 0) {
      return Optional.empty();
    }
    List<String> arguments = arguments(from);
    arguments.add("--end=" + wal.chain().end());
    arguments.add("--limit=1");
    AtomicReference<WalRecord> found = new AtomicReference<>();
    run(arguments, found::set);
    return Optional.ofNullable(found.get());
  }

  /**
   * How the program ended.
   *
   * @param code its exit code
   * @param said what it complained of
   */
  private record Ended(int code, String said) {}

  private List<String> arguments(Lsn from) {
    return new ArrayList<>(
        List.of("--path=" + wal.path(), "--timeline=" + wal.chain().timeline(), "--start=" + from));
  }

  private Ended run(List<String> arguments, Consumer<WalRecord> each)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("bosai-", ".err");
    try {
      Process process =
          host.programs().builder("pg_waldump", arguments).redirectError(errors.toFile()).start();
      int code =
          new ProgramLines(process, "pg_waldump")
              .each(SILENCE, line -> WalRecord.parse(line).ifPresent(each));
      return new Ended(code, Files.readString(errors).strip());
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private int version() throws IOException {
    Path file = host.data().present().resolve("PG_VERSION");
    String text = Files.isReadable(file) ? Files.readString(file).strip() : "";
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
  }
}
