/** Backups that pgBackRest takes, keeps and brings back. */
@NullMarked
package dev.bosai.activities.postgres.backup.pgbackrest;

import org.jspecify.annotations.NullMarked;
