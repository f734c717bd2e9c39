package dev.bosai.workflows.run;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run knows of bringing one database back to a moment; grows as the steps go on. */
final class PointInTime {
  private final String database;
  private final List<String> followersFenced = new ArrayList<>();
  private @Nullable NodeRef node;
  private @Nullable Aim aim;
  private @Nullable Restored restored;
  private @Nullable Preview preview;
  private @Nullable Opened opened;
  private @Nullable Switched switched;
  private @Nullable WrittenAfter written;
  private @Nullable Ruling choice;
  private @Nullable String settled;
  private boolean held;
  private boolean restoreBegan;
  private WayBack.@Nullable Order undo;
  private boolean undoRefused;
  private boolean givingUp;
  private @Nullable Switched back;
  private @Nullable Ruling keeping;

  PointInTime(String database) {
    this.database = database;
  }

  void aimed(NodeRef beside, Aim chosen) {
    node = beside;
    aim = chosen;
  }

  void holds(boolean writesHeld) {
    held = writesHeld;
  }

  void restoreBegins() {
    restoreBegan = true;
  }

  void restored(Restored done) {
    restored = done;
  }

  void previewed(Preview seen) {
    preview = seen;
  }

  void chosen(Ruling ruling) {
    choice = ruling;
  }

  void opened(Opened done) {
    opened = done;
  }

  void switched(Switched done) {
    switched = done;
  }

  void compared(WrittenAfter found) {
    written = found;
  }

  void discarded() {
    restoreBegan = false;
  }

  void followerFenced(String follower) {
    if (!followersFenced.contains(follower)) {
      followersFenced.add(follower);
    }
  }

  /** The switch stays, or was taken back. */
  void settled(String how) {
    settled = how;
  }

  void undoBegins(WayBack.Order order) {
    undo = order;
    undoRefused = false;
  }

  /** The node is fenced for it, and nothing was exchanged. */
  void undoRefused() {
    undoRefused = true;
  }

  boolean isUndoRefused() {
    return undoRefused;
  }

  /** Nothing was changed; what was restored is started again. */
  void givingUpBegins() {
    givingUp = true;
    undoRefused = false;
  }

  boolean isGivingUp() {
    return givingUp;
  }

  /** What was restored serves on. */
  void undoGivenUp() {
    undo = null;
    givingUp = false;
  }

  /** The old directory serves again; what is still to be done is done around it. */
  void wentBack(Switched done) {
    back = done;
  }

  Optional<Switched> wentBackIfSo() {
    return Optional.ofNullable(back);
  }

  /** The old directory may be half gone from here on, so that nothing else can be decided. */
  void keepBegins(@Nullable Ruling ruling) {
    keeping = ruling;
  }

  Optional<Ruling> keepingIfAny() {
    return Optional.ofNullable(keeping);
  }

  WayBack.Order undo() {
    return Optional.ofNullable(undo).orElseThrow(() -> missing("ordered back"));
  }

  /** Returns whether going back was begun and is not known to have ended. */
  boolean isUndoOpen() {
    return undo != null && settled == null;
  }

  NodeRef node() {
    return Optional.ofNullable(node).orElseThrow(() -> missing("aimed at"));
  }

  Aim aim() {
    return Optional.ofNullable(aim).orElseThrow(() -> missing("aimed at"));
  }

  Restored restored() {
    return Optional.ofNullable(restored).orElseThrow(() -> missing("restored beside"));
  }

  /**
   * Returns what stands beside now: not what was discarded, nor what has taken the node's place.
   */
  Restored standing() {
    if (!isBeside()) {
      throw missing("restored beside");
    }
    return restored();
  }

  Opened opened() {
    return Optional.ofNullable(opened).orElseThrow(() -> missing("opened"));
  }

  Switched switched() {
    return Optional.ofNullable(switched).orElseThrow(() -> missing("switched"));
  }

  Optional<Aim> aimIfAny() {
    return Optional.ofNullable(aim);
  }

  Optional<Preview> previewIfAny() {
    return Optional.ofNullable(preview);
  }

  Optional<Switched> switchedIfAny() {
    return Optional.ofNullable(switched);
  }

  Optional<WrittenAfter> writtenIfAny() {
    return Optional.ofNullable(written);
  }

  Optional<Ruling> choiceIfAny() {
    return Optional.ofNullable(choice);
  }

  boolean isChosen(String what) {
    return choice != null && choice.choice().equals(what);
  }

  boolean isSettled(String how) {
    return how.equals(settled);
  }

  boolean holdsWrites() {
    return held;
  }

  /** Returns whether something may stand beside that nobody uses. */
  boolean isBeside() {
    return restoreBegan && switched == null;
  }

  List<String> followersFenced() {
    return List.copyOf(followersFenced);
  }

  private ApplicationFailure missing(String what) {
    return Missing.of(database, what);
  }
}
