/** What people sign, and how a signature is verified: by code alone, so that replays may. */
@NullMarked
package dev.bosai.workflows.attest;

import org.jspecify.annotations.NullMarked;
