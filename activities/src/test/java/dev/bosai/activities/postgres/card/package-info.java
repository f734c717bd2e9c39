/** Tests of cards. */
@NullMarked
package dev.bosai.activities.postgres.card;

import org.jspecify.annotations.NullMarked;
