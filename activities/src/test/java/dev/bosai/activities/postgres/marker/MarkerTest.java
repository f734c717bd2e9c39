package dev.bosai.activities.postgres.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes late loses at the target. */
class MarkerTest {
  @TempDir Path beside;
  private Marker marker;
  private Path folder;

  @BeforeEach
  void touchNothingYet() throws Exception {
    folder = beside.resolve("main.bosai");
    marker = new Marker(folder, Owner.self(), new Locks(), Payloads.mapper());
  }

  @Test
  void looksWithoutLeavingATrace() throws Exception {
    assertThat(marker.token()).isEqualTo(Token.NONE);
    assertThat(marker.journal()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void anotherTryOfTheSameEffectMayPassAndAnOlderEffectMayNot() throws Exception {
    marker.hold(new Token(3, 2, 1), "fence").close();
    marker.hold(new Token(3, 2, 2), "fence").close();
    assertThatThrownBy(() -> marker.hold(new Token(3, 1, 9), "promote"))
        .hasMessageContaining("3.1.9")
        .hasMessageContaining("3.2.2");
    assertThatThrownBy(() -> marker.hold(new Token(2, 9, 1), "promote"))
        .hasMessageContaining("STALE_TOKEN");
    assertThat(marker.token()).isEqualTo(new Token(3, 2, 2));
    assertThat(marker.journal())
        .extracting(entry -> entry.effect() + " " + entry.token() + " " + entry.did())
        .containsExactly(
            "promote 3.1.9 refused: came after token 3.2.2",
            "promote 2.9.1 refused: came after token 3.2.2");
    marker.hold(new Token(4, 1, 1), "fence").close();
  }

  @Test
  void aWaiterIsToldWhoHoldsTheDirectory() throws Exception {
    try (Held held = marker.hold(new Token(1, 1, 1), "fence")) {
      held.note("began", Map.of());
      assertThatThrownBy(() -> marker.hold(new Token(1, 2, 1), "promote"))
          .hasMessageContaining("is held by process " + ProcessHandle.current().pid())
          .hasMessageContaining("fence 1.1.1");
    }
    marker.hold(new Token(1, 2, 1), "promote").close();
  }

  @Test
  void aJournalLineCutOffByAPowerFailureIsNotRead() throws Exception {
    try (Held held = marker.hold(new Token(1, 1, 1), "fence")) {
      held.note("blocked the start", Map.of());
    }
    Files.writeString(
        folder.resolve("journal.jsonl"), "{\"at\":\"2026-", StandardOpenOption.APPEND);
    try (Held held = marker.hold(new Token(1, 1, 2), "fence")) {
      held.note("killed the server", Map.of());
    }
    assertThat(marker.journal())
        .extracting(Entry::did)
        .containsExactly("blocked the start", "killed the server");
  }
}
