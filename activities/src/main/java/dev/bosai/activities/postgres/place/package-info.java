/** One directory takes another's place, with the node's own configuration. */
@NullMarked
package dev.bosai.activities.postgres.place;

import org.jspecify.annotations.NullMarked;
