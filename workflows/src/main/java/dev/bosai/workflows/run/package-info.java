/** Carries a plan out: deterministic, replayed, the same code for every runbook. */
@NullMarked
package dev.bosai.workflows.run;

import org.jspecify.annotations.NullMarked;
