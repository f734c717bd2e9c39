/** The lab's small service, which reads and writes the protected database as its client. */
@NullMarked
package dev.bosai.app.lab.shop;

import org.jspecify.annotations.NullMarked;
