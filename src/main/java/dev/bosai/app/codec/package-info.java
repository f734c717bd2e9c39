/** Lets Temporal's Web UI and command line show what is encrypted, to whoever has the keys. */
@NullMarked
package dev.bosai.app.codec;

import org.jspecify.annotations.NullMarked;
