/** A repository made of PostgreSQL's own {@code pg_basebackup} and a folder of archived WAL. */
@NullMarked
package dev.bosai.activities.postgres.backup.basebackup;

import org.jspecify.annotations.NullMarked;
