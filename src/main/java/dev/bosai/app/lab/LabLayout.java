package dev.bosai.app.lab;

import java.nio.file.Path;

/**
 * Where the parts of a lab lie; each site has a folder of its own, as it would have hosts of its
 * own.
 *
 * @param root holds everything of one lab
 */
public record LabLayout(Path root) {
  /** Returns the settings. */
  public Path settings() {
    return root.resolve("lab.json");
  }

  /** Returns the list of processes. */
  public Path processes() {
    return root.resolve("processes.json");
  }

  /** Returns the system file. */
  public Path systemFile() {
    return root.resolve("bosai.yaml");
  }

  /**
   * Returns the lab's own copy of the program, so that a new build does not pull it from under
   * running processes.
   */
  public Path jar() {
    return root.resolve("app").resolve("bosai.jar");
  }

  /** Returns the folder of people's SSH keys. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** Returns the folder of secrets. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** Returns the superuser's password. */
  public Path adminPassword() {
    return secrets().resolve("admin");
  }

  /** Returns the password file of replication. */
  public Path replicationPassword() {
    return secrets().resolve("replication.pgpass");
  }

  /** Returns a site's folder. */
  public Path site(String name) {
    return root.resolve("sites").resolve(name);
  }

  /** Returns the folder of a site's logs. */
  public Path logs(String site) {
    return site(site).resolve("log");
  }

  /** Returns the witness's folder. */
  public Path ops() {
    return site("ops");
  }

  /** Returns the repository of backups and archived WAL, outside both data sites. */
  public Path backups() {
    return ops().resolve("backups");
  }

  /** Returns the folder of what Bosai keeps of backups beside them. */
  public Path records() {
    return ops().resolve("records");
  }

  /** Returns pgBackRest's configuration file. */
  public Path stanzaFile() {
    return ops().resolve("pgbackrest.conf");
  }

  /** Returns the folder of the servers' sockets, which its owner alone may enter. */
  public Path sockets() {
    return root.resolve("sockets");
  }

  /** Returns the folder of archived WAL. */
  public Path archive() {
    return backups().resolve("wal");
  }

  /** Returns the program that archives WAL. */
  public Path archiveProgram() {
    return ops().resolve("archive-wal");
  }

  /** Returns the probe's folder. */
  public Path probe() {
    return ops().resolve("probe");
  }

  /** Returns the probe's ledger. */
  public Path ledger() {
    return probe().resolve("ledger.jsonl");
  }

  /** Returns the program that takes messages to people. */
  public Path notifyProgram() {
    return ops().resolve("notify");
  }

  /** Returns the messages people got, one JSON document per line. */
  public Path receipts() {
    return ops().resolve("receipts.jsonl");
  }
}
