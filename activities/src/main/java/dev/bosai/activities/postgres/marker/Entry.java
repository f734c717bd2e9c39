package dev.bosai.activities.postgres.marker;

import dev.bosai.workflows.port.Token;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a data directory's journal: something that was done to it.
 *
 * @param at when
 * @param effect which kind, for example {@code fence}
 * @param token under which
 * @param did what was done
 * @param facts that a later attempt or a reader needs
 */
public record Entry(
    Instant at, String effect, Token token, String did, Map<String, String> facts) {}
