/** How a step touches the world: one adapter per outside system. */
@NullMarked
package dev.bosai.activities;

import org.jspecify.annotations.NullMarked;
