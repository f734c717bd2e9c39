/** Nodes that are cut off from another site, by programs of the user's own. */
@NullMarked
package dev.bosai.activities.isolation;

import org.jspecify.annotations.NullMarked;
