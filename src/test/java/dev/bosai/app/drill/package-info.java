/** What drills on a real lab share. */
@NullMarked
package dev.bosai.app.drill;

import org.jspecify.annotations.NullMarked;
