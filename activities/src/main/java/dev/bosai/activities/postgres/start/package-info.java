/** Whether a node's server may be started, asked on its own host before a supervisor does it. */
@NullMarked
package dev.bosai.activities.postgres.start;

import org.jspecify.annotations.NullMarked;
