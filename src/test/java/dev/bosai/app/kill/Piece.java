package dev.bosai.app.kill;

/**
 * A piece of work that goes by.
 *
 * @param run type of the run it belongs to
 * @param work activity type, or {@code Child} for the run that brings redundancy back
 * @param arguments as text
 */
record Piece(String run, String work, String arguments) {
  private static final String KEY = "key=";

  /** Returns what tells it from other work of the run; messages differ by their key. */
  String name() {
    int key = work.equals("Tell") ? arguments.indexOf(KEY) : -1;
    String about = key < 0 ? "" : arguments.substring(key + KEY.length()).split("[,\\]]", 2)[0];
    return (run + "." + work + "." + about.substring(about.lastIndexOf('/') + 1));
  }
}
