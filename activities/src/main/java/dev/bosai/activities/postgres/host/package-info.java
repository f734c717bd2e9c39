/** A node's own host: its files, programs and processes. */
@NullMarked
package dev.bosai.activities.postgres.host;

import org.jspecify.annotations.NullMarked;
