package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.postgres.backup.Pace;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Copies a data directory's tree with several threads: one alone waits for the disk between files.
 */
final class TreeCopy {
  private static final int THREADS = 3;
  private static final long BLOCK_BYTES = 16 << 20;
  private static final int TELL_EVERY_MS = 1_000;
  private static final int LETTING_GO_S = 30;
  private final Path from;
  private final Path into;
  private final Owner owner;
  private final boolean root;
  private final AtomicLong copied = new AtomicLong();
  private final Queue<Item> waiting = new ConcurrentLinkedQueue<>();

  TreeCopy(Path from, Path into, Owner owner) throws IOException {
    this.from = from;
    this.into = into;
    this.owner = owner;
    this.root = Owner.self().uid() == 0;
  }

  private record Item(Path relative, long bytes) {}

  /**
   * Makes the folders and copies the files; what is copied is not flushed yet.
   *
   * @param left names what is not copied, by its path within the tree
   * @param progress told how far it has come, each second
   */
  void run(Predicate<Path> left, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Item> items = list(left);
    // The biggest first, so that no thread begins one when the others have ended.
    items.sort(Comparator.comparingLong(Item::bytes).reversed());
    waiting.addAll(items);
    long total = items.stream().mapToLong(Item::bytes).sum();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(this::work));
      }
      follow(running, total, progress);
    } finally {
      end(threads);
    }
  }

  /** Copies one file by its path within the tree. */
  void file(Path relative) throws IOException {
    Path source = from.resolve(relative);
    Path target = into.resolve(relative);
    try (FileChannel in = FileChannel.open(source);
        FileChannel out =
            FileChannel.open(
                target,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(source)))) {
      transfer(in, out, source);
    }
    give(target);
  }

  /** Asking whose each of many thousand files is would cost more than some of them. */
  private void give(Path made) throws IOException {
    if (root) {
      owner.giveAsRoot(made);
    }
  }

  private void transfer(FileChannel in, FileChannel out, Path source) throws IOException {
    long size = in.size();
    long at = 0;
    while (at < size) {
      long moved = in.transferTo(at, Math.min(BLOCK_BYTES, size - at), out);
      if (moved <= 0) {
        throw new IOException("\"" + source + "\" became shorter while it was copied");
      }
      at += moved;
      copied.addAndGet(moved);
    }
  }

  private List<Item> list(Predicate<Path> left) throws IOException {
    List<Item> items = new ArrayList<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            folder(from.relativize(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            if (!attributes.isRegularFile()) {
              throw new IOException("\"" + file + "\" is a link or a device; expected a file");
            }
            if (!left.test(relative)) {
              items.add(new Item(relative, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return items;
  }

  private void folder(Path relative) throws IOException {
    Path target = into.resolve(relative);
    if (!Files.isDirectory(target)) {
      Files.createDirectory(target);
    }
    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(from.resolve(relative)));
    give(target);
  }

  private Void work() throws IOException {
    for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
      file(item.relative());
    }
    return null;
  }

  private void follow(List<Future<?>> running, long total, Consumer<String> progress)
      throws IOException, InterruptedException {
    Pace pace = new Pace();
    for (Future<?> one : running) {
      while (!ended(one)) {
        progress.accept(pace.at(copied.get(), total));
      }
    }
    progress.accept(pace.at(copied.get(), total));
  }

  /** Waits a while for one thread; the first one's failure need not wait for the others. */
  private static boolean ended(Future<?> one) throws IOException, InterruptedException {
    try {
      one.get(TELL_EVERY_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    }
  }

  /** No thread may go on writing into what the next attempt begins anew. */
  private void end(ExecutorService threads) throws InterruptedException {
    waiting.clear();
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    boolean gone = threads.awaitTermination(LETTING_GO_S, TimeUnit.SECONDS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!gone) {
      throw new IllegalStateException("a copy into \"" + into + "\" does not end");
    }
  }
}
