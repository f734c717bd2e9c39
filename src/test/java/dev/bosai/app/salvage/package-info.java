/** Lost writes are brought to light on a real lab. */
@NullMarked
package dev.bosai.app.salvage;

import org.jspecify.annotations.NullMarked;
