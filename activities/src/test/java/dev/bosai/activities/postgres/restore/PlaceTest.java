package dev.bosai.activities.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.Owner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir private Path folder;

  @Test
  void theSocketIsInOurFolderUnlessItsPathIsTooLong() throws Exception {
    Path near = Path.of("/srv/pg.bosai/restored/r");
    Path far = folder.resolve("x".repeat(100));

    assertThat(Instance.Place.choose(near, Owner.self()).sockets()).isEqualTo(near.toString());
    Path elsewhere = Path.of(Instance.Place.choose(far, Owner.self()).sockets());
    assertThat(elsewhere.toString().length()).isLessThan(88);
    assertThat(Files.getPosixFilePermissions(elsewhere)).hasSize(3);
    Files.delete(elsewhere);
  }

  @Test
  void aPlaceWhosePortIsTakenOrWhoseFolderIsGoneIsOfNoUse() throws Exception {
    Instance.Place place = Instance.Place.choose(folder, Owner.of(folder));
    assertThat(place.usable(Owner.of(folder))).isTrue();
    assertThat(new Instance.Place(place.port(), folder + "/gone").usable(Owner.of(folder)))
        .isFalse();
    try (ServerSocket taken = new ServerSocket(place.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(place.usable(Owner.of(folder))).isFalse();
    }
  }
}
