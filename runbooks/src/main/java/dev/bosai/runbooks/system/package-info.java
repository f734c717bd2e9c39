/** The system file: what is protected, where it runs and how it is reached. */
@NullMarked
package dev.bosai.runbooks.system;

import org.jspecify.annotations.NullMarked;
