/** What can go wrong for the person at the command line, sorted by who can put it right. */
@NullMarked
package dev.bosai.app.fault;

import org.jspecify.annotations.NullMarked;
