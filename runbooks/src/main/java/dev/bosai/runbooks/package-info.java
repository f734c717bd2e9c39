/** What a runbook says: its steps, how it is read, checked and described. */
@NullMarked
package dev.bosai.runbooks;

import org.jspecify.annotations.NullMarked;
