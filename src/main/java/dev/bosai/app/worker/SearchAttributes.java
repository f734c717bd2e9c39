package dev.bosai.app.worker;

import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.workflows.view.RunAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import java.util.List;
import java.util.Set;

/**
 * Registers the search attributes of runs where they are missing; a run that sets an unknown one
 * cannot go on.
 */
final class SearchAttributes {
  private SearchAttributes() {}

  static void ensure(TemporalConnection connection) {
    OperatorServiceStubs operator = connection.operator();
    String namespace = connection.client().getOptions().getNamespace();
    Set<String> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap()
            .keySet();
    List<SearchAttributeKey<?>> missing =
        RunAttributes.all().stream().filter(key -> !known.contains(key.getName())).toList();
    if (!missing.isEmpty()) {
      add(operator, namespace, missing);
    }
  }

  private static void add(
      OperatorServiceStubs operator, String namespace, List<SearchAttributeKey<?>> missing) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    missing.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    try {
      operator.blockingStub().addSearchAttributes(request.build());
    } catch (StatusRuntimeException raced) {
      if (raced.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw raced;
      }
    }
  }
}
