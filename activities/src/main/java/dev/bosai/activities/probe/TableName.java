package dev.bosai.activities.probe;

/**
 * A schema-qualified table.
 *
 * @param schema as the system file writes it, or {@code public}
 * @param table as the system file writes it
 */
record TableName(String schema, String table) {
  static TableName of(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new TableName("public", text)
        : new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  String quotedSchema() {
    return quoted(schema);
  }

  /** Returns the name as it stands in a statement. */
  String quoted() {
    return quoted(schema) + "." + quoted(table);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
