/** What scripts and auditors read of a run: stable JSON and a page that stands by itself. */
@NullMarked
package dev.bosai.app.report;

import org.jspecify.annotations.NullMarked;
