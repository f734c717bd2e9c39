/** How runs read on a terminal: sentences, tables and clocks, at most 100 columns wide. */
@NullMarked
package dev.bosai.app.cli.text;

import org.jspecify.annotations.NullMarked;
