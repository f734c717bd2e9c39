package dev.bosai.runbooks.step;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows which rows would come back from what was restored, asks a person, and brings them back into
 * the primary in one transaction.
 *
 * @param head what every step has
 * @param database which database of the system
 * @param tables as they are written; {@link #names} takes them apart
 */
public record Extract(StepHead head, String database, List<String> tables) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.extract(this);
  }

  /**
   * Returns each table, with {@code :key=value,value} where only some rows are meant. One text may
   * name several, apart by {@code ;}, or by {@code ,} as long as none of them chooses rows.
   */
  public List<String> names() {
    return tables.stream()
        .flatMap(text -> List.of(text.split(";")).stream())
        .flatMap(text -> apart(text).stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** A comma after a colon is between values, not between tables. */
  private static List<String> apart(String text) {
    int values = text.contains(":") ? text.indexOf(':') : text.length();
    List<String> names = new ArrayList<>(List.of(text.substring(0, values).split(",", -1)));
    int last = names.size() - 1;
    names.set(last, names.get(last) + text.substring(values));
    return names;
  }
}
