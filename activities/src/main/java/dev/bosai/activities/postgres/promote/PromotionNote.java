package dev.bosai.activities.postgres.promote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down before a server is asked to promote: on which proof, and from which
 * timeline. Whoever finds the server promoted, and knows nothing else, reads it here.
 *
 * @param at when it was written down
 * @param token under which
 * @param proof that the old primary could not write
 * @param timeline the node was on
 */
public record PromotionNote(Instant at, Token token, FenceProof proof, int timeline) {
  /** What the journal says once the new primary has taken a write. */
  public static final String DONE = "promoted";

  private static final String ASKED = "asked the server to promote";
  private static final String PROOF = "proof";
  private static final String TIMELINE = "timeline";

  static void write(PromoteNode request, Held held, ObjectMapper json) throws IOException {
    held.note(
        ASKED,
        Map.of(
            PROOF,
            json.writeValueAsString(request.proof()),
            TIMELINE,
            Integer.toString(request.timeline())));
  }

  /** Reads the newest one; empty if there is none, or one of an older version that told nothing. */
  public static Optional<PromotionNote> newest(List<Entry> journal, ObjectMapper json)
      throws JsonProcessingException {
    Optional<Entry> asked =
        journal.stream()
            .filter(entry -> entry.did().equals(ASKED))
            .reduce((earlier, later) -> later)
            .filter(entry -> entry.facts().containsKey(PROOF));
    return asked.isEmpty() ? Optional.empty() : Optional.of(read(asked.get(), json));
  }

  private static PromotionNote read(Entry entry, ObjectMapper json) throws JsonProcessingException {
    Map<String, String> facts = entry.facts();
    return new PromotionNote(
        entry.at(),
        entry.token(),
        json.readValue(facts.get(PROOF), FenceProof.class),
        Integer.parseInt(facts.getOrDefault(TIMELINE, "0")));
  }
}
