/** The commands of people: what they type, what they are told, and by which code a command ends. */
@NullMarked
package dev.bosai.app.cli;

import org.jspecify.annotations.NullMarked;
