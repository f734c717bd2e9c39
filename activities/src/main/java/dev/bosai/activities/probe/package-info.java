/** What a client sees of a database: written without pause, kept outside it, and measured. */
@NullMarked
package dev.bosai.activities.probe;

import org.jspecify.annotations.NullMarked;
