/** The connection to Temporal, the same for every command. */
@NullMarked
package dev.bosai.app.temporal;

import org.jspecify.annotations.NullMarked;
