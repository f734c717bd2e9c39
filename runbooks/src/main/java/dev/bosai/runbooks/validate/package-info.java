/** What must be true of anybody's runbook before it may run on a system. */
@NullMarked
package dev.bosai.runbooks.validate;

import org.jspecify.annotations.NullMarked;
