package dev.bosai.activities.postgres.aim;

/**
 * Rows of one table that a transaction changed.
 *
 * @param inserted how many
 * @param updated how many
 * @param deleted how many
 * @param gone how many rows at most were deleted at any time that had not been inserted before by
 *     the same transaction
 */
record Rows(long inserted, long updated, long deleted, long gone) {
  static final Rows NONE = new Rows(0, 0, 0, 0);

  Rows withInserted(long count) {
    return new Rows(inserted + count, updated, deleted, gone);
  }

  Rows withUpdated() {
    return new Rows(inserted, updated + 1, deleted, gone);
  }

  Rows withDeleted() {
    return new Rows(inserted, updated, deleted + 1, Math.max(gone, deleted + 1 - inserted));
  }

  /** Adds what a later part of the transaction did. */
  Rows plus(Rows later) {
    return new Rows(
        inserted + later.inserted,
        updated + later.updated,
        deleted + later.deleted,
        Math.max(gone, deleted - inserted + later.gone));
  }

  long all() {
    return inserted + updated + deleted;
  }
}
