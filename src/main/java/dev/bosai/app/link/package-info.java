/** The lab's link: what crosses sites passes here, so that it can be slowed. */
@NullMarked
package dev.bosai.app.link;

import org.jspecify.annotations.NullMarked;
