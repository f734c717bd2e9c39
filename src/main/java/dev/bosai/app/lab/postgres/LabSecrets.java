package dev.bosai.app.lab.postgres;

import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The lab's passwords: made once, kept in files that only the servers' user can read. */
public final class LabSecrets {
  private static final int BYTES = 24;

  private LabSecrets() {}

  /** Makes what is missing. */
  public static void make(LabLayout layout, Folders folders) {
    folders.closed(layout.secrets());
    if (!Files.exists(layout.adminPassword())) {
      folders.secret(layout.adminPassword(), random() + "\n");
    }
    if (!Files.exists(layout.replicationPassword())) {
      folders.secret(layout.replicationPassword(), "*:*:*:replicator:" + random() + "\n");
    }
  }

  static String replicationPassword(LabLayout layout) {
    try {
      String line = Files.readString(layout.replicationPassword()).strip();
      return line.substring(line.lastIndexOf(':') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // URL-safe Base64 has neither quotes nor colons, so it fits into SQL and password files as it is.
  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
