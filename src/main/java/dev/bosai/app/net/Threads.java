package dev.bosai.app.net;

/** Starts the threads of the small daemons. */
public final class Threads {
  private static final long STACK = 192 * 1024;

  private Threads() {}

  /** Starts a daemon thread with a small stack, since a connection takes two or more. */
  public static void start(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    thread.start();
  }
}
