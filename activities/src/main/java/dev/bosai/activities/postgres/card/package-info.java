/**
 * Recovering from a card, on a host, while Temporal is gone: who may, under which token, and how.
 */
@NullMarked
package dev.bosai.activities.postgres.card;

import org.jspecify.annotations.NullMarked;
