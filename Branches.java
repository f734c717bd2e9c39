package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has surely been done, as each choice of a person sees it. Of the three choices only one is
 * taken, so what was done under another one neither helps nor harms.
 */
final class Branches {
  private static final Set<When> CHOICES =
      EnumSet.of(When.CHOSEN_SWITCH, When.CHOSEN_EXTRACT, When.CHOSEN_DISCARD);

  private final Map<When, Set<Done>> known = new TreeMap<>();

  Branches(Set<Done> before) {
    known.put(When.ALWAYS, new HashSet<>(before));
    choiceIsOpen();
  }

  /** Returns what has surely been done when a step under this condition begins. */
  Set<Done> at(When when) {
    Set<Done> before = CHOICES.contains(when) ? of(when) : of(When.ALWAYS);
    return when == When.KEPT ? Done.kept(before) : before;
  }

  /** Takes note of what is known after a step, for every choice that may have led past it. */
  void passed(Step step, Set<Done> after) {
    When when = step.head().when();
    if (CHOICES.contains(when)) {
      known.put(when, new HashSet<>(after));
      of(When.ALWAYS).removeAll(Done.usedUp(step));
      return;
    }
    Set<Done> before = Set.copyOf(of(When.ALWAYS));
    known.values().forEach(done -> done.removeAll(Done.usedUp(step)));
    if (when == When.ALWAYS) {
      known.values().forEach(done -> done.addAll(gained(before, after, step)));
    }
    if (StepKind.of(step) == StepKind.CHOOSE) {
      choiceIsOpen();
    }
  }

  private static Set<Done> gained(Set<Done> before, Set<Done> after, Step step) {
    Set<Done> gained = new HashSet<>(after);
    before.stream().filter(done -> !Done.usedUp(step).contains(done)).forEach(gained::remove);
    return gained;
  }

  /** Whoever chooses again may choose otherwise, so only what holds for every choice is left. */
  private void choiceIsOpen() {
    CHOICES.forEach(choice -> known.put(choice, new HashSet<>(of(When.ALWAYS))));
  }

  private Set<Done> of(When when) {
    return known.getOrDefault(when, Set.of());
  }
}
