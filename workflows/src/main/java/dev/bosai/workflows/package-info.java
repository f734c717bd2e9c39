/** In what order a runbook runs: replayed code, and the ports through which it acts. */
@NullMarked
package dev.bosai.workflows;

import org.jspecify.annotations.NullMarked;
