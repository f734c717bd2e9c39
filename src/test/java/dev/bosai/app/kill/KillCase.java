package dev.bosai.app.kill;

import java.util.ArrayList;
import java.util.List;

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

  private static final List<Work> ALL =
      List.of(
          new Work("assess", "Reach", ""),
          new Work("assess", "Observe", "beyond=null"),
          new Work("assess", "ProbeStatus", ""),
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

  /** Returns every work at every point. */
  static List<KillCase> full() {
    List<KillCase> cases = new ArrayList<>();
    ALL.forEach(work -> List.of(KillPoint.values()).forEach(point -> cases.add(of(work, point))));
    return cases;
  }

  /** Returns every work once, the point moving on from one to the next. */
  static List<KillCase> spread() {
    List<KillCase> cases = new ArrayList<>();
    KillPoint[] points = KillPoint.values();
    for (int i = 0; i < ALL.size(); i++) {
      cases.add(of(ALL.get(i), points[i % points.length]));
    }
    return cases;
  }

  private static KillCase of(Work work, KillPoint point) {
    return new KillCase(work.step(), work.work(), work.about(), point);
  }

  @Override
  public String toString() {
    return step + " (" + work + ") " + point;
  }
}
