/** Chooses where a point-in-time recovery ends, and proves that it can be reached. */
@NullMarked
package dev.bosai.activities.postgres.aim;

import org.jspecify.annotations.NullMarked;
