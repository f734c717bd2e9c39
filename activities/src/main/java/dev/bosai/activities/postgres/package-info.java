/** PostgreSQL on its hosts and over the wire. */
@NullMarked
package dev.bosai.activities.postgres;

import org.jspecify.annotations.NullMarked;
