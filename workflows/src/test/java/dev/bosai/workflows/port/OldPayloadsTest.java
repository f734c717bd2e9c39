package dev.bosai.workflows.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FenceProof.Isolated;
import dev.bosai.workflows.port.FenceProof.NodeDown;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What earlier versions have written into histories is read, without what they did not know. */
class OldPayloadsTest {
  private final ObjectMapper json = Payloads.mapper();

  @Test
  void aProofDoesNotTellItsTimeline() throws Exception {
    String recorded =
        """
        {"proof":"NodeDown","node":"db1","systemIdentifier":"4711","at":"2026-11-25T08:18:59Z",
        "token":{"epoch":1,"effect":1,"attempt":1},"killed":3,"shown":["all quiet"]}
        """;
    NodeDown proof =
        new NodeDown(
            "db1",
            "4711",
            Instant.parse("2026-11-25T08:18:59Z"),
            new Token(1, 1, 1),
            3,
            List.of("all quiet"),
            0,
            null);
    assertThat(json.readValue(recorded, FenceProof.class)).isEqualTo(proof);
    assertThat(json.readValue(json.writeValueAsString(proof), FenceProof.class)).isEqualTo(proof);
  }

  @Test
  void aProofOfAnotherSiteTravelsWithItsMethodAndIsNoneOfTheHost() throws Exception {
    Isolated proof =
        new Isolated(
            "db1",
            "4711",
            Instant.parse("2026-11-25T08:18:59Z"),
            new Token(1, 1, 1),
            new Isolate(List.of("/off"), List.of("/is-off"), ""),
            List.of("\"/is-off\" said \"isolated\""),
            1);
    String written = json.writeValueAsString(proof);

    assertThat(json.readValue(written, FenceProof.class)).isEqualTo(proof);
    assertThatThrownBy(() -> json.readValue(written, NodeDown.class))
        .isInstanceOf(InvalidTypeIdException.class);
  }

  @Test
  void aComparisonDoesNotTellByTableWhatCouldNotBeCompared() throws Exception {
    String recorded =
        """
        {"folder":"/kept","tables":{},"notes":["table \\"public.t\\" could not be compared: why"]}
        """;
    WrittenAfter found = json.readValue(recorded, WrittenAfter.class);
    assertThat(found.notCompared()).isEmpty();
    assertThat(json.readValue(json.writeValueAsString(found), WrittenAfter.class)).isEqualTo(found);
  }

  @Test
  void aLookAtAHostDoesNotTellWhetherItsServerTakesWrites() throws Exception {
    String recorded =
        """
        {"node":"db1","running":true,"fenced":false,"token":{"epoch":1,"effect":1,"attempt":1},
        "systemIdentifier":"4711","timeline":2,"beyond":null}
        """;
    HostFacts facts = new HostFacts("db1", true, false, new Token(1, 1, 1), "4711", 2, null, false);
    assertThat(json.readValue(recorded, HostFacts.class)).isEqualTo(facts);
  }
}
