/** Redundancy: following, rejoining and giving durability back. */
@NullMarked
package dev.bosai.activities.postgres.rejoin;

import org.jspecify.annotations.NullMarked;
