package dev.bosai.app.provision;

import java.nio.file.Path;

/**
 * A complete PostgreSQL on this machine.
 *
 * @param bin absolute folder of its programs
 * @param version as the server tells it, for example {@code 16.15}
 * @param origin where it comes from: {@code system}, {@code wheel} or {@code package}
 */
public record PostgresInstallation(Path bin, String version, String origin) {
  /** Returns one of its programs. */
  public String program(String name) {
    return bin.resolve(name).toString();
  }
}
