package dev.bosai.activities.postgres.aim;

/**
 * Where WAL cannot be followed any more although it went on.
 *
 * @param segments the files it is in, in quotes; two where a record begins in one and ends in the
 *     other
 * @param reason what is wrong there, without them
 */
record Broken(String segments, String reason) {
  /** Says so, for people. */
  String sentence() {
    return "WAL segment " + segments + " in the archive " + reason;
  }
}
