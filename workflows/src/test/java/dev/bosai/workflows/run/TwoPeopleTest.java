package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.attest.TestKey;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The policy asks for two people's signed words; one person's, however often, changes nothing. */
final class TwoPeopleTest {
  private static final TestKey AYA = TestKey.ofFile();
  private static final TestKey KEN = TestKey.ofFile();

  private static final Map<String, Person> PEOPLE =
      Map.of(
          "aya", new Person(AYA.line(), List.of(Person.COMMANDER)),
          "ken", new Person(KEN.line(), List.of(Person.APPROVER)));

  @AutoClose private final Drill drill = new Drill(new World());

  @Test
  void an_approval_takes_effect_with_the_second_persons_signed_word() {
    Need need = asked("L2");
    assertThat(need.facts())
        .containsEntry(Need.TWO_PEOPLE, "\"approve\" takes two people's signed words");

    assertThat(approve(need, "aya", AYA)).contains("the first of two");
    Need second = drill.waitFor("approve", open -> !open.factsHash().equals(need.factsHash()));
    assertThat(second.facts().get("approve said by")).contains("aya", "checked");
    approve(second, "ken", KEN);

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence()).isEqualTo("approved by aya and ken: checked");
    assertThat(drill.decisions()).allMatch(DecisionView::signed);
    assertThat(drill.decisions())
        .extracting(DecisionView::what)
        .containsExactly("approve ask, the first of two", "approve ask");
  }

  @Test
  void one_person_twice_and_a_word_that_is_only_declared_do_not_count() {
    Need need = asked("L2");

    assertThatThrownBy(() -> drill.control().approve(drill.answer(need, "aya", "checked")))
        .hasStackTraceContaining("the one of \"aya\" is not signed")
        .hasStackTraceContaining("--key FILE");
    approve(need, "aya", AYA);
    Need second = drill.waitFor("approve", open -> !open.factsHash().equals(need.factsHash()));
    assertThatThrownBy(() -> approve(second, "aya", AYA))
        .hasStackTraceContaining("\"aya\" gave the first word already");
    assertThatThrownBy(() -> approve(second, "ken", AYA))
        .hasStackTraceContaining("it was made with another key than the system file's")
        .hasStackTraceContaining("--key FILE");
    assertThatThrownBy(() -> approve(need, "ken", KEN))
        .hasStackTraceContaining("the facts changed since they were shown");
    assertThat(drill.header().needs()).isEqualTo(second);
  }

  @Test
  void no_is_still_one_persons_word() {
    Need need = asked("L2");
    approve(need, "aya", AYA);
    Need second = drill.waitFor("approve", open -> !open.factsHash().equals(need.factsHash()));

    drill.control().reject(drill.answer(second, "aya", "not tonight"));

    Need again = drill.waitFor("approve", open -> !open.id().equals(need.id()));
    assertThat(again.text()).contains("rejected by aya: not tonight");
    assertThat(again.facts()).doesNotContainKey("approve said by");
  }

  @Test
  void other_levels_and_other_answers_take_one_person() {
    Need need = asked("L3", "override");
    assertThat(need.facts()).doesNotContainKey(Need.TWO_PEOPLE);

    drill.control().approve(drill.answer(need, "aya", "checked"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }

  private Need asked(String... twoPerson) {
    drill.start(
        CustomRunbook.class,
        Plans.ruledBy(
            Plans.decidedBy(
                Plans.input(
                    "ask", List.of(Plans.approve("ask", Duration.ofHours(1), Otherwise.HOLD))),
                PEOPLE),
            List.of(twoPerson)));
    return drill.waitFor("approve");
  }

  private String approve(Need need, String who, TestKey key) {
    Statement statement =
        new Statement("shop@r1", need.id(), need.factsHash(), "approve", "", who, "checked");
    return drill
        .control()
        .approve(new Answer(need.id(), need.factsHash(), who, "checked", key.sign(statement)));
  }
}
