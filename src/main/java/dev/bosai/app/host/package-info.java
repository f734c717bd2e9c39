/** This machine: its programs, processes, ports and users. */
@NullMarked
package dev.bosai.app.host;

import org.jspecify.annotations.NullMarked;
