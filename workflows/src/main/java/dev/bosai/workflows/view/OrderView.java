package dev.bosai.workflows.view;

/**
 * Who wanted work on backups done; kept beside it from its start.
 *
 * @param who a person, or {@code schedule}
 * @param reason may be empty
 */
public record OrderView(String who, String reason) {}
