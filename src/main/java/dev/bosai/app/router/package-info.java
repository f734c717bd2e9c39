/** The TCP router in front of a database: leads clients to one node, and never goes back. */
@NullMarked
package dev.bosai.app.router;

import org.jspecify.annotations.NullMarked;
