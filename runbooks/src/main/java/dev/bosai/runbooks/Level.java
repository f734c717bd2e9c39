package dev.bosai.runbooks;

/** How much is lost: a part of the application, the database, a region, everything. */
public enum Level {
  L1,
  L2,
  L3,
  L4
}
