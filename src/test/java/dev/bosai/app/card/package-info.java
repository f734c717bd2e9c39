/** Recoveries by card on a real lab, with Temporal gone. */
@NullMarked
package dev.bosai.app.card;

import org.jspecify.annotations.NullMarked;
