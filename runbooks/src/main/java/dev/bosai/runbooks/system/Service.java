package dev.bosai.runbooks.system;

import java.util.List;

/**
 * A service that depends on the protected databases.
 *
 * @param tier 1 is brought back first
 * @param health URL that answers 200 when the service works; empty for none
 * @param redeploy program and arguments that restart it; empty for none
 */
public record Service(int tier, String health, List<String> redeploy) {}
