/** A backup brought back beside a node's data directory, replayed to a point, looked at, opened. */
@NullMarked
package dev.bosai.activities.postgres.restore;

import org.jspecify.annotations.NullMarked;
