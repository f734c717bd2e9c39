package dev.bosai.app.kill;

/**
 * A piece of work that goes by.
 *
 * @param run type of the run it belongs to
 * @param work activity type, or {@code Child} for the run that brings redundancy back
 * @param arguments as text
 * @param part what tells it from other work of the same type; empty where nothing has to
 */
record Piece(String run, String work, String arguments, String part) {
  private static final String KEY = "key=";

  /** A whole piece; messages differ by their key. */
  static Piece of(String run, String work, String arguments) {
    int key = work.equals("Tell") ? arguments.indexOf(KEY) : -1;
    String about = key < 0 ? "" : arguments.substring(key + KEY.length()).split("[,\\]]", 2)[0];
    return new Piece(run, work, arguments, about.substring(about.lastIndexOf('/') + 1));
  }

  /** A piece that has told how far it is; the first word tells what it is at. */
  static Piece underWay(String run, String work, String told) {
    return new Piece(run, work, "", told.replaceAll("^[^a-z]*([a-z_]+).*$", "$1"));
  }

  /** Returns what it is called where it is written down that somebody died of it. */
  String name() {
    return run + "." + work + "." + part;
  }
}
