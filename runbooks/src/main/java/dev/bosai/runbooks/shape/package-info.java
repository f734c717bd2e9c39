/** What the files people write must look like, declared once for parser, JSON Schema and docs. */
@NullMarked
package dev.bosai.runbooks.shape;

import org.jspecify.annotations.NullMarked;
