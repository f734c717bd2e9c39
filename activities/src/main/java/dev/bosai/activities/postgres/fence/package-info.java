/** Making an old primary unable to write, with the proof. */
@NullMarked
package dev.bosai.activities.postgres.fence;

import org.jspecify.annotations.NullMarked;
