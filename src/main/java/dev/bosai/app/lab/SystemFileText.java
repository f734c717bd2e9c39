package dev.bosai.app.lab;

import dev.bosai.app.lab.daemon.LabDaemons;

/** Writes the lab's system file; it has the same schema as anybody's. */
final class SystemFileText {
  private static final long ASYNC_EVERY_MS = 10;
  private static final long SYNC_EVERY_MS = 100;

  private final LabLayout layout;
  private final LabSettings settings;
  private final LabPorts ports;

  SystemFileText(LabLayout layout, LabSettings settings) {
    this.layout = layout;
    this.settings = settings;
    this.ports = settings.ports();
  }

  String text() {
    return """
    # Written by "bosai lab up". Hosts and ports are the ones other sites see: they go through the lab's link.
    system: lab
    temporal: {address: "127.0.0.1:%d", namespace: %s, ui: "http://127.0.0.1:%d", tls: never}
    sites:
      tokyo: {home: true}
      us-west: {}
      ops: {role: witness}
    """
            .formatted(ports.temporal(), LabDaemons.NAMESPACE, ports.temporalUi())
        + database()
        + rest();
  }

  private String database() {
    return """
    databases:
      main:
        kind: postgres
        database: shop
        admin: {user: bosai, password: %s}
        nodes:
    %s%s    fence: [%s]
        route:
          kind: router
          at: ["127.0.0.1:%d"]
          admin: "http://127.0.0.1:%d"
          backends: {db1: "127.0.0.1:%d", db2: "127.0.0.1:%d"}
    %s    probe: {from: ops, every: %dms, table: bosai.probe}
    %s"""
        .formatted(
            quoted("file:" + layout.adminPassword()),
            node(LabNode.db1(layout, ports)),
            node(LabNode.db2(layout, ports)),
            settings.exclusive() ? "node, route" : "node",
            ports.route(),
            ports.routeAdmin(),
            ports.routerToDb1(),
            ports.routerToDb2(),
            settings.exclusive() ? "      exclusive: [\"" + LabPorts.ROUTER + "\"]\n" : "",
            probeEveryMs(),
            backups());
  }

  private String backups() {
    return switch (settings.backups()) {
      case NONE -> "";
      case BASEBACKUP ->
          "    backups: {kind: basebackup, directory: %s}\n"
              .formatted(quoted(layout.backups().toString()));
      case PGBACKREST ->
          "    backups: {kind: pgbackrest, stanza: main, config: %s, records: %s}\n"
              .formatted(
                  quoted(layout.stanzaFile().toString()), quoted(layout.records().toString()));
    };
  }

  // Asynchronous: so often that a lag of 200 ms loses at least ten rows. Synchronous: nothing is
  // lost, and a write takes
  // two lags, which must not look like a failure.
  private long probeEveryMs() {
    return settings.replication() == Replication.ASYNC
        ? ASYNC_EVERY_MS
        : Math.max(SYNC_EVERY_MS, settings.lagMs());
  }

  private String node(LabNode node) {
    return """
          %s:
            site: %s
            host: 127.0.0.1
            port: %d
            data: %s
            control: pg_ctl
            bin: %s
    """
        .formatted(
            node.name(),
            node.site(),
            node.portFromOutside(),
            quoted(node.data().toString()),
            quoted(settings.postgresBin()));
  }

  private String rest() {
    return """
    services:
      shop: {tier: 1, health: "http://127.0.0.1:%d/health"}
    channels:
      incident: {kind: command, command: [%s]}
    policy:
      accept-loss: 30s
      tiers: [commander, approver]
      commands: []
    """
        .formatted(ports.shop(), quoted(layout.notifyProgram().toString()));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
