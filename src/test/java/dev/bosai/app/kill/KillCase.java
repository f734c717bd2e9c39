package dev.bosai.app.kill;

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

  /** Returns every work at every point. */
  static List<KillCase> all() {
    return ALL.stream()
        .flatMap(work -> KillPoint.ofAll().stream().map(point -> of(work, point)))
        .toList();
  }

  private static KillCase of(Work work, KillPoint point) {
    return new KillCase(work.step(), work.work(), work.about(), point);
  }

  @Override
  public String toString() {
    return step + " (" + work + ") " + point;
  }
}
