package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Retry;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes what every step has, whatever its kind. */
final class StepHeads {
  private final StepIds ids;

  StepHeads(StepIds ids) {
    this.ids = ids;
  }

  StepHead head(StepKind kind, Place place, Found keys, String object) {
    Found onFailure = keys.maybe("on-failure");
    return new StepHead(
        ids.of(kind.word(), keys.textOr("id", "")),
        keys.textOr("title", StepDefaults.title(kind, object)),
        keys.timeOr("timeout", StepDefaults.timeout(kind)),
        retry(kind, keys.maybe("retry")),
        onFailure == null ? StepDefaults.onFailure(kind) : word(OnFailure.class, onFailure.text()),
        word(When.class, keys.get("when").text()),
        place.line(),
        place.column());
  }

  /** Returns the constant that a word of a file stands for. */
  static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Retry retry(StepKind kind, @Nullable Found retry) {
    if (retry == null) {
      return StepDefaults.retry(kind);
    }
    return retry.isCount()
        ? new Retry(retry.count(), Retry.DEFAULT.every())
        : new Retry(retry.get("attempts").count(), retry.get("every").time());
  }
}
