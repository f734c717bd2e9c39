/** The ports: activity interfaces by where they run, and the records that cross them. */
@NullMarked
package dev.bosai.workflows.port;

import org.jspecify.annotations.NullMarked;
