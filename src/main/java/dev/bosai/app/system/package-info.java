/** Finds the system file a command is about. */
@NullMarked
package dev.bosai.app.system;

import org.jspecify.annotations.NullMarked;
