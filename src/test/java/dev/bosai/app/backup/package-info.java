/** Backups of a real lab, from the command line. */
@NullMarked
package dev.bosai.app.backup;

import org.jspecify.annotations.NullMarked;
