/** What recoveries kept of old timelines, beside recoveries: it never takes their lock. */
@NullMarked
package dev.bosai.workflows.salvage;

import org.jspecify.annotations.NullMarked;
