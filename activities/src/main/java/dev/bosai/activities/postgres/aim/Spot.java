package dev.bosai.activities.postgres.aim;

import dev.bosai.workflows.port.Lsn;
import java.util.List;

/** What a search came to. */
sealed interface Spot {
  /**
   * A point was found.
   *
   * @param lsn where the record begins at which replay stops
   * @param inclusive whether that record is still replayed
   * @param moment what is in
   * @param text which point it is, one sentence
   * @param exact whether it is what was asked for
   * @param notes further things a person should know
   */
  record Hit(
      Lsn lsn, boolean inclusive, Moment moment, String text, boolean exact, List<String> notes)
      implements Spot {}

  /**
   * None was.
   *
   * @param why one sentence
   * @param hint the nearest target that works
   * @param older whether it may be found from an older backup on
   */
  record Miss(String why, String hint, boolean older) implements Spot {}
}
