/** The commands around the lab. */
@NullMarked
package dev.bosai.app.lab.command;

import org.jspecify.annotations.NullMarked;
