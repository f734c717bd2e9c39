/** Rows: what was written after a target, and bringing some of them back. */
@NullMarked
package dev.bosai.activities.postgres.rows;

import org.jspecify.annotations.NullMarked;
