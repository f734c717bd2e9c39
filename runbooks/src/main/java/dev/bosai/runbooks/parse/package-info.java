/** How runbooks and system files are read: every problem with its place and a hint. */
@NullMarked
package dev.bosai.runbooks.parse;

import org.jspecify.annotations.NullMarked;
