/** Work on a database's backups, beside recoveries: it never takes their lock. */
@NullMarked
package dev.bosai.workflows.backup;

import org.jspecify.annotations.NullMarked;
