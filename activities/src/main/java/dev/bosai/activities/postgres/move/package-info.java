/** Taking a healthy primary out of service for a planned move, and putting it back. */
@NullMarked
package dev.bosai.activities.postgres.move;

import org.jspecify.annotations.NullMarked;
