/** The lab's small service: what it keeps in the protected database. */
@NullMarked
package dev.bosai.activities.shop;

import org.jspecify.annotations.NullMarked;
