/** A site's worker: carries runs on, and does the work on that site's hosts. */
@NullMarked
package dev.bosai.app.worker;

import org.jspecify.annotations.NullMarked;
