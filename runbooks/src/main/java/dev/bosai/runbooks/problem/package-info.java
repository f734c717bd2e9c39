/** What is wrong with a file a person wrote: all of it at once, with places and hints. */
@NullMarked
package dev.bosai.runbooks.problem;

import org.jspecify.annotations.NullMarked;
