package dev.bosai.runbooks.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.Golden;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemasTest {
  @Test
  void the_published_schemas_are_current() {
    Golden.matches(Path.of("schema/runbook.json"), JsonSchemas.runbook().strip());
    Golden.matches(Path.of("schema/system-file.json"), JsonSchemas.systemFile().strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/resources/runbooks/replica-promotion.yaml",
        "src/main/resources/runbooks/reprotect.yaml",
        "examples/maintenance-page.yaml"
      })
  void every_runbook_fits_the_schema(String file) throws Exception {
    assertThat(problems(JsonSchemas.runbook(), Files.read(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples/bosai.yaml", "src/test/resources/systems/lab.yaml"})
  void every_system_file_fits_the_schema(String file) throws Exception {
    assertThat(problems(JsonSchemas.systemFile(), Files.read(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- fense: {}",
        "- fence: {databse: main}",
        "- wait: {duration: 30}",
        "- wait: {duration: 0s}",
        "- notify: {retry: 0}",
        "- manual: {}",
        "- phase: {steps: [{promote: {on-failure: never}}]}",
        "- {assess: {}, fence: {}}"
      })
  void an_editor_marks_what_the_parser_refuses(String step) throws Exception {
    String runbook =
        """
        runbook: own
        title: Own
        level: L1
        objectives: {rto: 1h, rpo: 0s}
        steps:
        """;

    assertThat(problems(JsonSchemas.runbook(), runbook + "  " + step + "\n")).isNotEmpty();
    assertThat(problems(JsonSchemas.runbook(), runbook + "  - assess:\n")).isEmpty();
  }

  private static Set<ValidationMessage> problems(String schema, String yaml) throws Exception {
    JsonNode file = new YAMLMapper().readTree(yaml);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(file);
  }
}
