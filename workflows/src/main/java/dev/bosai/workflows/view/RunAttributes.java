package dev.bosai.workflows.view;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Search attributes of a run. They are never encoded, so they hold names only; PostgreSQL
 * visibility offers 10 keyword slots and 3 of each other type per namespace.
 */
public final class RunAttributes {
  /** Name of the system. */
  public static final SearchAttributeKey<String> SYSTEM =
      SearchAttributeKey.forKeyword("BosaiSystem");

  /** L1 to L4. */
  public static final SearchAttributeKey<String> LEVEL =
      SearchAttributeKey.forKeyword("BosaiLevel");

  /** The site that takes over; empty before it is known. */
  public static final SearchAttributeKey<String> SITE = SearchAttributeKey.forKeyword("BosaiSite");

  /** State of the run. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("BosaiState");

  /** Id of the current step. */
  public static final SearchAttributeKey<String> STEP = SearchAttributeKey.forKeyword("BosaiStep");

  /** Title of the current phase; empty outside phases. */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("BosaiPhase");

  /** {@code real} or {@code drill}. */
  public static final SearchAttributeKey<String> KIND = SearchAttributeKey.forKeyword("BosaiKind");

  /** When the RTO is used up. */
  public static final SearchAttributeKey<OffsetDateTime> DEADLINE =
      SearchAttributeKey.forOffsetDateTime("BosaiDeadline");

  /** Whether a person must decide. */
  public static final SearchAttributeKey<Boolean> NEEDS_HUMAN =
      SearchAttributeKey.forBoolean("BosaiNeedsHuman");

  private RunAttributes() {}

  /** Returns all of them, for whoever registers them. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(SYSTEM, LEVEL, SITE, STATE, STEP, PHASE, KIND, DEADLINE, NEEDS_HUMAN);
  }
}
