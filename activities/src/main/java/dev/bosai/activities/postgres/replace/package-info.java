/** What was restored takes the place of a node's data directory, and back. */
@NullMarked
package dev.bosai.activities.postgres.replace;

import org.jspecify.annotations.NullMarked;
