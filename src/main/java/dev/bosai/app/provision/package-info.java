/** Gets PostgreSQL and Temporal onto this machine, and says what to do where that cannot be. */
@NullMarked
package dev.bosai.app.provision;

import org.jspecify.annotations.NullMarked;
