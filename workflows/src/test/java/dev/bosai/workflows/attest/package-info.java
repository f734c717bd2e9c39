/** Keys, signatures, and what does not count as one. */
@NullMarked
package dev.bosai.workflows.attest;

import org.jspecify.annotations.NullMarked;
