package dev.bosai.workflows.view;

import org.jspecify.annotations.Nullable;

/**
 * Where a restore was to end, and where it did.
 *
 * @param asked as the person wrote it
 * @param chosen the point that was chosen, one sentence
 * @param reached position and newest transaction of what was restored; null before it is
 */
public record TargetView(String asked, String chosen, @Nullable String reached) {}
