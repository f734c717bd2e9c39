package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.attest.TestKey;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The old site is gone and nothing proves the fence: two people's signed word, or a wait. */
final class AttestedTest {
  private static final TestKey AYA = TestKey.ofFile();
  private static final TestKey KEN = TestKey.ofFile();
  private static final TestKey MAI = TestKey.ofFile();

  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world, "tokyo");

  @Test
  void a_commander_and_an_approver_let_it_go_on_and_it_is_called_attested() {
    Need need = unproven();
    assertThat(need.choices()).containsExactly("retry", "attest", "abort");
    assertThat(need.facts())
        .containsEntry("attested", "node \"db1\" of cluster 4711 cannot write")
        .containsEntry("who may attest", "aya, ken, mai")
        .containsKeys("tried", "loss", "writes there", "past the route", "what follows");

    attest(need, "aya", AYA);
    Need second = drill.waitFor("override", open -> !open.factsHash().equals(need.factsHash()));
    assertThat(second.facts().get("attested by")).contains("aya", "one more person is needed");
    assertThat(world.done).doesNotContain("promote db2");
    attest(second, "ken", KEN);

    drill.waitFor("repair", open -> open.step().equals("preserve"));
    assertThat(world.done).contains("promote db2", "route db2").doesNotContain("fence db1");
    assertThat(drill.step(3).sentence())
        .isEqualTo("\"db1\" is attested by aya and ken not to write; nothing proved it");
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "Attested")
        .containsEntry("attested by aya", "seen dark")
        .containsKey("tried");
    assertThat(world.promotedOn).isInstanceOf(FenceProof.Attested.class);
    assertThat(drill.header().sentence()).isNotEmpty();
    assertThat(signedBy()).containsExactly("aya", "ken");
  }

  @Test
  void the_site_that_comes_back_is_fenced_before_its_writes_are_kept() {
    Need need = unproven();
    attest(need, "ken", KEN);
    attest(
        drill.waitFor("override", open -> !open.factsHash().equals(need.factsHash())), "aya", AYA);
    Need away = drill.waitFor("repair", open -> open.step().equals("preserve"));

    drill.comesBack("tokyo");
    drill.waitUntilDone("fence db1");
    assertThat(drill.header().needs()).isEqualTo(away);
    drill.control().retry(drill.answer(away, "aya", "power is back"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("promote db2", "fence db1", "preserve db1");
    assertThat(world.done).containsOnlyOnce("fence db1");
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "Attested")
        .containsEntry("fenced at home", World.LAST_ACKNOWLEDGED + ", 5 processes killed");
  }

  @Test
  void an_old_primary_that_takes_writes_beside_the_new_one_is_told_to_everybody_at_once() {
    world.oldPrimaryWrites = true;
    Need need = unproven();
    attest(need, "ken", KEN);
    attest(
        drill.waitFor("override", open -> !open.factsHash().equals(need.factsHash())), "aya", AYA);
    drill.waitFor("repair", open -> open.step().equals("preserve"));

    String seen =
        "TWO WRITERS: \"db1\" takes writes on timeline 1 beside \"db2\", seen at "
            + World.LAST_ACKNOWLEDGED;
    assertThat(drill.step(3).evidence()).containsEntry("second writer", seen);
    assertThat(world.told)
        .anyMatch(
            message ->
                message.key().equals("shop@r1/second-writer/db1")
                    && message.text().startsWith("shop@r1: " + seen));
  }

  @Test
  void one_person_twice_is_not_two_people_and_two_commanders_are_no_approver() {
    Need need = unproven();
    attest(need, "aya", AYA);
    Need second = drill.waitFor("override", open -> !open.factsHash().equals(need.factsHash()));

    assertThatThrownBy(() -> attest(second, "aya", AYA))
        .hasStackTraceContaining("\"aya\" attested already");
    assertThatThrownBy(() -> attest(second, "mai", MAI))
        .hasStackTraceContaining("does not make it two people, a commander and an approver");
    assertThat(world.done).doesNotContain("promote db2");
  }

  @Test
  void a_forged_signature_and_one_for_other_facts_or_none_are_refused() {
    Need need = unproven();

    assertThatThrownBy(() -> attest(need, "ken", AYA))
        .hasStackTraceContaining("it was made with another key than the system file's");
    assertThatThrownBy(() -> send(need, "ken", ""))
        .hasStackTraceContaining("an attestation must be signed");
    assertThatThrownBy(() -> send(need, "ken", "signed, ken"))
        .hasStackTraceContaining("it is not what \"ssh-keygen -Y sign\" writes");
    String ofOtherFacts = KEN.sign(statement(need, "0011223344556677", "ken"));
    assertThatThrownBy(() -> send(need, "ken", ofOtherFacts))
        .hasStackTraceContaining("it is of another answer, other facts, or altered");
    assertThatThrownBy(() -> attest(need, "ryo", AYA))
        .hasStackTraceContaining("the word of \"ryo\" does not stand in for a proof");
    assertThat(drill.header().needs()).isEqualTo(need);
    assertThat(drill.decisions()).isEmpty();
  }

  @Test
  void a_signature_is_not_taken_a_second_time_after_a_retry() {
    Need need = unproven();
    String signature = KEN.sign(statement(need, need.factsHash(), "ken"));
    send(need, "ken", signature);
    Need second = drill.waitFor("override", open -> !open.factsHash().equals(need.factsHash()));
    drill.control().retry(drill.answer(second, "aya", "a worker is being started"));
    Need again = drill.waitFor("override", open -> !open.id().equals(need.id()));

    assertThatThrownBy(() -> send(again, "ken", signature))
        .hasStackTraceContaining("it is of another answer, other facts, or altered");
    assertThat(again.facts()).doesNotContainKey("attested by");
  }

  @Test
  void an_abort_after_the_first_word_does_not_call_the_node_fenced() {
    Need need = unproven();
    attest(need, "aya", AYA);

    drill.control().abort(new Answer("", "", "aya", "the site answers the phone", ""));

    Need unknown = drill.waitFor("repair", open -> open.text().contains("cannot be named"));
    assertThat(unknown.text()).contains("whether \"db1\" was fenced can be read on its host only");
  }

  @Test
  void where_no_two_people_with_keys_are_named_nobody_is_asked_for_their_word() {
    drill.start(
        ReplicaPromotion.class,
        Plans.decidedBy(Plans.promotion(), Map.of("aya", person(AYA, Person.COMMANDER))));

    Need need = drill.waitFor("repair");

    assertThat(need.choices()).containsExactly("retry", "abort");
  }

  @Test
  void only_people_of_the_system_file_answer_and_only_what_their_role_allows() {
    Need need = unproven();

    assertThatThrownBy(() -> drill.control().retry(drill.answer(need, "eve", "let me")))
        .hasStackTraceContaining("\"eve\" is nobody the system file names under \"people\"");
    assertThatThrownBy(() -> drill.control().retry(drill.answer(need, "ryo", "let me")))
        .hasStackTraceContaining("\"retry\" is not for \"ryo\", who is responder");
    assertThatThrownBy(() -> drill.control().abort(new Answer("", "", "ken", "enough", "")))
        .hasStackTraceContaining("\"abort\" is not for \"ken\", who is approver");
    drill.control().pause(new Answer("", "", "ryo", "the network team is at work", ""));
    assertThatThrownBy(() -> drill.control().resume(new Answer("", "", "ryo", "done", "")))
        .hasStackTraceContaining("\"resume\" is not for \"ryo\"");
    drill.control().resume(new Answer("", "", "mai", "done", ""));
  }

  private Need unproven() {
    drill.start(
        ReplicaPromotion.class,
        Plans.decidedBy(
            Plans.promotion(),
            Map.of(
                "aya", person(AYA, Person.COMMANDER),
                "ken", person(KEN, Person.APPROVER),
                "mai", person(MAI, Person.COMMANDER),
                "ryo", new Person("", List.of(Person.RESPONDER)))));
    return drill.waitFor("override");
  }

  private static Person person(TestKey key, String role) {
    return new Person(key.line(), List.of(role));
  }

  private void attest(Need need, String who, TestKey key) {
    send(need, who, key.sign(statement(need, need.factsHash(), who)));
  }

  private static Statement statement(Need need, String facts, String who) {
    return new Statement(
        "shop@r1", need.id(), facts, "attest", need.facts().get("attested"), who, "seen dark");
  }

  private void send(Need need, String who, String signature) {
    Answer answer = new Answer(need.id(), need.factsHash(), who, "seen dark", signature);
    drill.control().choose(new Choosing("attest", "", answer));
  }

  private List<String> signedBy() {
    return drill.decisions().stream().filter(DecisionView::signed).map(DecisionView::who).toList();
  }
}
