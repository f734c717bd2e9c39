/** A backup restored into a throw-away instance, checked, and written down. */
@NullMarked
package dev.bosai.activities.postgres.prove;

import org.jspecify.annotations.NullMarked;
