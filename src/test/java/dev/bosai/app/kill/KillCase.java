package dev.bosai.app.kill;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One death.
 *
 * @param step of the runbooks
 * @param work what the step asks for: an activity type, or {@code Child}
 * @param about text in the arguments that tells it from other work of that type
 * @param point where in its life
 */
record KillCase(String step, String work, String about, KillPoint point) {

  /**
   * All work of replica-promotion and reprotect.
   *
   * @param step of the runbooks
   * @param work what the step asks for
   * @param about text in the arguments
   */
  private record Work(String step, String work, String about) {}

  private static final int APART = 3;

  private static final List<Work> ALL =
      List.of(
          new Work("assess", "Reach", ""),
          new Work("assess", "Observe", "beyond=null"),
          new Work("assess", "ProbeStatus", ""),
          new Work("assess", "Observe", "beyond=0/"),
          new Work("notify", "Tell", "/notify,"),
          new Work("fence", "Fence", ""),
          new Work("promote", "Promote", ""),
          new Work("repoint", "MoveRoute", ""),
          new Work("verify", "VerifyWrite", ""),
          new Work("verify", "Health", ""),
          new Work("preserve", "Preserve", ""),
          new Work("measure", "MeasureProbe", ""),
          new Work("notify-result", "Tell", "/notify-result,"),
          new Work("reprotect", KillSwitch.CHILD, ""),
          new Work("rejoin", "Rejoin", ""),
          new Work("await-standby", "Secure", ""),
          new Work("reprotect's notify", "Tell", "-reprotect/notify,"));

  /**
   * Returns every work at every point, in groups that one recovery can take: no two deaths of a
   * group are of neighbours, so that what a death left behind is met by somebody who lives.
   */
  static List<List<KillCase>> groups() {
    return KillPoint.ofAll().stream()
        .flatMap(point -> IntStream.range(0, APART).mapToObj(first -> group(first, point)))
        .toList();
  }

  private static List<KillCase> group(int first, KillPoint point) {
    return IntStream.range(0, ALL.size())
        .filter(n -> n % APART == first)
        .mapToObj(n -> of(ALL.get(n), point))
        .toList();
  }

  /** Returns the order that makes somebody die so. */
  KillOrder order() {
    return KillOrder.dies(point, work, about);
  }

  private static KillCase of(Work work, KillPoint point) {
    return new KillCase(work.step(), work.work(), work.about(), point);
  }

  @Override
  public String toString() {
    return step + " (" + work + ") " + point;
  }
}
