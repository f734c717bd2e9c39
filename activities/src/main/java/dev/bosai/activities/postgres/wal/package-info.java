/** The old timeline's writes: read from the disk, listed and kept. */
@NullMarked
package dev.bosai.activities.postgres.wal;

import org.jspecify.annotations.NullMarked;
