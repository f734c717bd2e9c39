package dev.bosai.activities.postgres.aim;

import java.io.IOException;
import java.util.List;

/** Looks for one target in the WAL that follows a backup. */
interface Search extends Story.Listener {
  /** Returns the managers whose records it needs besides those of a story. */
  default List<String> managers() {
    return List.of();
  }

  /** Says what was found, when everything has been heard. */
  Spot spot(Reading reading) throws IOException, InterruptedException;
}
