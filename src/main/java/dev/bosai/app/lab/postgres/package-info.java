/** The lab's database servers. */
@NullMarked
package dev.bosai.app.lab.postgres;

import org.jspecify.annotations.NullMarked;
