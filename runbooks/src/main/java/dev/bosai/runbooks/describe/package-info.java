/**
 * What a runbook will do, told to people: in a terminal, as a checklist to follow by hand, as a
 * graph.
 */
@NullMarked
package dev.bosai.runbooks.describe;

import org.jspecify.annotations.NullMarked;
