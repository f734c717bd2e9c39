/** JSON Schemas of the files people write, for their editors. */
@NullMarked
package dev.bosai.runbooks.schema;

import org.jspecify.annotations.NullMarked;
