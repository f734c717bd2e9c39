/**
 * What a run shows while every worker may be dead: written to the memo by the run, read by people's
 * tools.
 */
@NullMarked
package dev.bosai.workflows.view;

import org.jspecify.annotations.NullMarked;
