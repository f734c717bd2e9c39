package dev.bosai.activities.postgres.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param cells its values as texts, null for null
 */
record Row(List<@Nullable String> cells) {
  @Nullable String cell(int position) {
    return cells.get(position);
  }
}
