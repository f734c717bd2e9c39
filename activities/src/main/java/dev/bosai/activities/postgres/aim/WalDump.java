package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
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
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** On pages of PostgreSQL 15; the programs of older ones show one manager at a time. */
  private static final int SEVERAL_MANAGERS = 0xD110;

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
    if (isNothing(from, to)) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--path=" + wal.path());
    arguments.add("--timeline=" + wal.chain().timeline());
    arguments.add("--start=" + from);
    arguments.add("--end=" + to);
    if (managers.size() == 1 || wal.magic() >= SEVERAL_MANAGERS) {
      managers.forEach(manager -> arguments.add("--rmgr=" + manager));
    }
    Ended ended = run(arguments, each);
    if (ended.code() == 0) {
      return Optional.empty();
    }
    if (!Damage.isTold(ended.code(), ended.said())) {
      throw failed(ended);
    }
    return Optional.of(Damage.parse(wal, from, ended.said()));
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
    if (isNothing(from, to)) {
      return Optional.empty();
    }
    List<String> others = managers.stream().filter(one -> !one.equals(Story.TRANSACTION)).toList();
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
   * Returns where the first record begins that is wanted; empty if there is none.
   *
   * @param from where a record begins
   * @param to where the last one ends at most
   * @param wanted told where each begins and which transaction it is of
   */
  Optional<Lsn> first(Lsn from, Lsn to, BiPredicate<Lsn, String> wanted)
      throws IOException, InterruptedException {
    if (isNothing(from, to)) {
      return Optional.empty();
    }
    AtomicReference<@Nullable Lsn> first = new AtomicReference<>();
    try (WalWalk walk = new WalWalk(wal, from, to)) {
      while (first.get() == null && walk.next()) {
        first.set(wanted.test(walk.lsn(), walk.xid()) ? walk.lsn() : null);
      }
      if (walk.astray()) {
        Consumer<WalRecord> look =
            record -> {
              if (first.get() == null && wanted.test(record.lsn(), record.xid())) {
                first.set(record.lsn());
              }
            };
        read(from, to, List.of(), look);
      }
    }
    return Optional.ofNullable(first.get());
  }

  /** Where even the first file is missing or damaged, a chain has none that could be opened. */
  private static boolean isNothing(Lsn from, Lsn to) {
    return from.compareTo(to) >= 0;
  }

  /**
   * How the program ended.
   *
   * @param code its exit code
   * @param said what it complained of
   */
  private record Ended(int code, String said) {}

  /** Whatever keeps the program from reading is no damage of what it should have read. */
  private static RuntimeException failed(Ended ended) {
    return Failures.of(
        FailureType.UNEXPECTED,
        "program \"pg_waldump\" ended with %d and told of no damage: %s"
            .formatted(ended.code(), new Programs.Output(ended.code(), ended.said()).tail()),
        "see whether it can run on this host; it is tried again");
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
}
