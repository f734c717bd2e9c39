package dev.bosai.workflows.run;

/**
 * The steps that bring a database back to a moment.
 *
 * @param aim finds the point
 * @param hold stops the damage
 * @param restore brings the backup back beside
 * @param choice asks what becomes of it
 * @param switching lets it take the node's place, or goes back
 * @param compare reads what the damaged one had
 * @param settle keeps or undoes that
 * @param extract brings single rows back
 * @param backups takes and proves backups
 */
record PointInTimeSteps(
    AimStep aim,
    HoldStep hold,
    RestoreSteps restore,
    ChoiceStep choice,
    SwitchOrBack switching,
    SwitchStep compare,
    SettleStep settle,
    ExtractStep extract,
    BackupSteps backups) {

  /**
   * What all of them share.
   *
   * @param ports the way out of the run
   * @param recoveries what is known of each database
   * @param board what people see
   * @param desk where decisions arrive
   * @param facts fills titles
   */
  record Shared(Ports ports, Recoveries recoveries, Board board, Desk desk, Facts facts) {}

  /**
   * Makes the steps of one run.
   *
   * @param run its short id
   * @param tables that its input names for an extract; empty if it names none
   */
  static PointInTimeSteps of(Shared shared, String run, String tables) {
    HoldStep hold =
        new HoldStep(shared.ports(), shared.recoveries(), shared.board(), shared.desk());
    Abortable abortable = new Abortable(shared.desk());
    SwitchStep switching = new SwitchStep(shared, abortable, run);
    WrittenLook written = new WrittenLook(shared.ports(), hold);
    WayBack wayBack = new WayBack(shared, switching, hold);
    return new PointInTimeSteps(
        new AimStep(shared, abortable),
        hold,
        new RestoreSteps(shared, hold, abortable, run),
        new ChoiceStep(shared, tables),
        new SwitchOrBack(shared, switching, written, wayBack),
        switching,
        new SettleStep(shared, written, wayBack),
        new ExtractStep(shared, hold),
        new BackupSteps(shared.ports(), shared.recoveries(), shared.board(), run));
  }
}
