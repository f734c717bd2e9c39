package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.Encryption;
import dev.bosai.runbooks.system.TemporalService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where runs live, how it is reached, and what is kept there. */
class TemporalPlaceTest {
  @Test
  void what_temporal_keeps_is_encrypted_with_a_key_that_is_named() {
    String place = "namespace: ";
    String keys =
        "encryption: {with: k2, keys: {k1: \"env:K1\", k2: \"file:/k2\"}}, tls: required, ";
    String yaml = Files.lab().replaceFirst(place, keys + place);

    TemporalService temporal = SystemFileParser.parse("lab.yaml", yaml).temporal();

    assertThat(temporal.encryption())
        .isEqualTo(new Encryption("k2", Map.of("k1", "env:K1", "k2", "file:/k2")));
    assertThat(temporal.demandsTls()).isTrue();
    assertThat(problems(yaml.replace("with: k2", "with: k3")).toString())
        .contains("k3", "did you mean \"k");
    assertThat(problems(yaml.replace("env:K1", "AAECAwQFBgcICQ")).toString())
        .contains("reference to a secret")
        .doesNotContain("AAECAwQFBgcICQ");
  }

  /** What older plans say is read, and plans without anything new keep their digest. */
  @Test
  void a_place_without_anything_new_travels_as_it_always_did() throws Exception {
    ObjectMapper json = new ObjectMapper();
    TemporalService plain = new TemporalService("a:1", "bosai", "");

    String written = json.writeValueAsString(plain);

    assertThat(written).isEqualTo("{\"address\":\"a:1\",\"namespace\":\"bosai\",\"ui\":\"\"}");
    assertThat(json.readValue(written, TemporalService.class)).isEqualTo(plain);
  }

  private static List<Problem> problems(String yaml) {
    return catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", yaml))
        .problems();
  }
}
