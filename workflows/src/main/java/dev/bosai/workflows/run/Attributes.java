package dev.bosai.workflows.run;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The run's search attributes as the service knows them. Only those that changed are sent, since
 * each one sent comes back to the worker with the next task and is indexed anew.
 */
final class Attributes {
  private final Map<String, Optional<?>> sent = new LinkedHashMap<>();

  /**
   * Sends what differs from the last time; the first one always, so that how many commands a run
   * gives does not depend on what changed.
   */
  void send(SearchAttributeUpdate<?> first, SearchAttributeUpdate<?>... others) {
    Workflow.upsertTypedSearchAttributes(
        Stream.concat(Stream.of(first), Arrays.stream(others).filter(this::isNew))
            .toArray(SearchAttributeUpdate<?>[]::new));
  }

  private boolean isNew(SearchAttributeUpdate<?> update) {
    Optional<?> value = update.getValue();
    return !value.equals(sent.put(update.getKey().getName(), value));
  }
}
