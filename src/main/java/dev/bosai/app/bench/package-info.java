/** Proves what the page promises on a lab, and measures how quick it is. */
@NullMarked
package dev.bosai.app.bench;

import org.jspecify.annotations.NullMarked;
