/** Making a standby the primary. */
@NullMarked
package dev.bosai.activities.postgres.promote;

import org.jspecify.annotations.NullMarked;
