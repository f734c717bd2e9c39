/**
 * Recoveries judged by a checker of its own: it reads PostgreSQL's files and rows through
 * PostgreSQL's programs and shares no code with what the engine measures with.
 */
@NullMarked
package dev.bosai.app.bench.proof;

import org.jspecify.annotations.NullMarked;
