package dev.bosai.activities.postgres.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/** Archived WAL: segments and timeline histories, by the names PostgreSQL gave them. */
public interface WalArchive {
  /** Returns the names of all whole segments and history files, without those under way. */
  SortedSet<String> names() throws IOException, InterruptedException;

  /**
   * Returns a folder that holds the given files under their own names, uncompressed. It may be the
   * archive itself or a place they were fetched to; nothing in it may be changed.
   *
   * @throws IOException if one of them is not there
   */
  Path folder(SortedSet<String> names) throws IOException, InterruptedException;

  /**
   * Brings segments to where they can be read, as far as they can be had. Of one that cannot,
   * {@link #damage} says so afterwards.
   */
  default void prepare(SortedSet<String> names) throws IOException, InterruptedException {}

  /**
   * Returns what is wrong with a segment that is there, as far as a cheap look at it shows; empty
   * if nothing is. Damage further inside is found by whoever reads it.
   *
   * @param name of the segment
   * @param systemIdentifier of the cluster it must belong to
   */
  default Optional<String> damage(String name, String systemIdentifier) throws IOException {
    return Optional.empty();
  }
}
