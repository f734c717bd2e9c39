/** The client's side of a run: start it, read its memo and history, answer what it asks. */
@NullMarked
package dev.bosai.app.run;

import org.jspecify.annotations.NullMarked;
