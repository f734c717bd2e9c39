package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.ServerUser;
import dev.bosai.app.lab.postgres.LabSecrets;
import dev.bosai.app.lab.postgres.LabStanza;
import dev.bosai.app.provision.PostgresInstallation;
import dev.bosai.app.provision.PostgresProvider;
import dev.bosai.app.provision.Progress;
import dev.bosai.app.provision.TemporalProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Settles how a new lab is set up, and where; gets the programs it needs. */
final class LabSetup {
  private final LabHome home;
  private final Map<String, String> environment;
  private final Progress progress;

  LabSetup(LabHome home, Map<String, String> environment, Progress progress) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
  }

  /** Returns the settings of the lab that exists, else settles those of a new one. */
  LabSettings settled(LabRequest request) {
    LabSettings existing = existing();
    if (existing != null) {
      request.fits(existing);
      return existing;
    }
    return fresh(request, ServerUser.find());
  }

  /** Makes the lab's place with its secrets and settings; in a lab that exists nothing changes. */
  Lab placed(LabSettings settings) {
    if (existing() == null) {
      LabLayout layout = place(settings.user());
      LabSecrets.make(layout, new Folders(settings.user()));
      settingsFile(layout).write(settings);
    }
    return Lab.open(home);
  }

  private @Nullable LabSettings existing() {
    return settingsFile(new LabLayout(home.root())).read().orElse(null);
  }

  private static JsonFile<LabSettings> settingsFile(LabLayout layout) {
    return new JsonFile<>(layout.settings(), LabSettings.class);
  }

  private LabSettings fresh(LabRequest request, ServerUser user) {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the lab needs Linux: it finds its processes in \"/proc\"",
          "run it in a Linux virtual machine or container");
    }
    if (request.backups() == BackupKind.PGBACKREST) {
      LabStanza.requireProgram(environment);
    }
    PostgresInstallation postgres = new PostgresProvider(environment, user, progress).provide();
    TemporalProvider.TemporalCli temporal =
        new TemporalProvider(environment, user, progress).provide();
    progress.say(
        "PostgreSQL "
            + postgres.version()
            + " ("
            + postgres.origin()
            + "), Temporal CLI "
            + temporal.version());
    return new LabSettings(
        Objects.requireNonNullElse(request.replication(), Replication.ASYNC),
        Objects.requireNonNullElse(request.lagMs(), 0L),
        Objects.requireNonNullElse(request.basePort(), LabRequest.BASE_PORT),
        Objects.requireNonNullElse(request.loadMegabytes(), 0),
        Objects.requireNonNullElse(request.backups(), BackupKind.BASEBACKUP),
        postgres.bin().toString(),
        postgres.version(),
        temporal.program().toString(),
        user,
        Objects.requireNonNullElse(request.exclusive(), false));
  }

  private LabLayout place(ServerUser user) {
    try {
      Files.createDirectories(home.home());
      if (user.switched() && !user.mayEnter(home.home())) {
        // A name that depends on the home alone: a second try after a crash finds the same place.
        String hash =
            UUID.nameUUIDFromBytes(home.home().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 13);
        Files.writeString(home.pointer(), "/var/tmp/bosai-" + hash + "\n");
      }
      new Folders(user).open(home.root());
      return new LabLayout(home.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
