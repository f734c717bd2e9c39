/** A recovery from beginning to end, for somebody who sees Bosai for the first time. */
@NullMarked
package dev.bosai.app.demo;

import org.jspecify.annotations.NullMarked;
