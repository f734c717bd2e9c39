/** The folder beside a data directory: newest token, lock and journal of effects. */
@NullMarked
package dev.bosai.activities.postgres.marker;

import org.jspecify.annotations.NullMarked;
