/** Backups of PostgreSQL and the WAL archive beside them. */
@NullMarked
package dev.bosai.activities.postgres.backup;

import org.jspecify.annotations.NullMarked;
