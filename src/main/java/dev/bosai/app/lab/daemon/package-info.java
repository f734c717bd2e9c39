/** The lab's long-running processes, each known by its identity. */
@NullMarked
package dev.bosai.app.lab.daemon;

import org.jspecify.annotations.NullMarked;
