package dev.bosai.activities.postgres.rows;

/** Which databases of a server have rows of users. */
final class Databases {
  /** Their names; −2 marks a database whose removal was interrupted. */
  static final String CONNECTABLE =
      """
      select datname from pg_database
      where datallowconn and not datistemplate and datconnlimit <> -2 order by datname
      """;

  private Databases() {}
}
