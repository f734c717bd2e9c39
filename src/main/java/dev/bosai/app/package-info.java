/** Who calls: the command line and the worker, wired together here. */
@NullMarked
package dev.bosai.app;

import org.jspecify.annotations.NullMarked;
