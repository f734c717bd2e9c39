/** Mistakes in the data of a real lab, and the way back. */
@NullMarked
package dev.bosai.app.pointintime;

import org.jspecify.annotations.NullMarked;
