/** What servers say over JDBC. */
@NullMarked
package dev.bosai.activities.postgres.wire;

import org.jspecify.annotations.NullMarked;
