package dev.bosai.activities.postgres.rows;

import java.util.Set;

/**
 * A column.
 *
 * @param name as the catalog has it
 * @param type with its modifiers, for example {@code numeric(10,2)}
 * @param generated whether it is computed from others, and so never written
 * @param always whether an identity that a statement must override to be written
 */
record Column(String name, String type, boolean generated, boolean always) {
  private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

  /** Returns whether its values are whole numbers. */
  boolean whole() {
    return WHOLE.contains(type);
  }

  /** Returns whether its values are in the order of their texts. */
  boolean ordersAsText() {
    return type.equals("uuid");
  }
}
