package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.attest.Statement;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.port.FenceProof.Attested;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standby is promoted on two people's word. The worker believes its own system file alone, and no
 * word outweighs a node that answers.
 */
class PromoteAttestedIT {
  @TempDir private Path folder;
  private final Map<String, Person> people = new HashMap<>();
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start("wal_log_hints = on", "synchronous_standby_names = 'db2'");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
    person("aya", Person.COMMANDER);
    person("ken", Person.APPROVER);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void twoPeoplesWordPromotesWhereTheNodeIsSilent() throws Exception {
    goesDark();

    Promoted promoted = promote(attested(word("aya"), word("ken")));

    assertThat(promoted.timeline()).isEqualTo(2);
    cluster.db2().run("create table t(i int)");
  }

  @Test
  void noWordOutweighsANodeThatAnswers() throws Exception {
    Attested lie = attested(word("aya"), word("ken"));

    refused(lie, "fenced node \"db1\" answers");
  }

  @Test
  void whatIsNotTwoPeoplesWordForThisVeryNodeIsRefused() throws Exception {
    goesDark();
    Attestation aya = word("aya");
    Attestation ken = word("ken");

    refused(attested(aya), "1 people attested, two must");
    refused(attested(aya, aya), "\"aya\" and \"aya\" are not a commander and an approver");
    refused(
        attested(aya, word("ken", statement("ken", "node \"db3\" of cluster 1 cannot write"))),
        "\"ken\" signed \"node \"db3\" of cluster 1 cannot write\", not that node \"db1\"");
    refused(
        attested(aya, new Attestation(ken.statement(), aya.signature(), ken.at())),
        "the signature of \"ken\" does not hold: it was made with another key");
    refused(
        attested(
            aya, new Attestation(statement("ken", about(), "shop@old"), ken.signature(), ken.at())),
        "the two answered different questions");
    people.put("ken", new Person(people.get("aya").key(), List.of(Person.APPROVER)));
    refused(
        attested(aya, ken),
        "the signature of \"ken\" does not hold: it was made with another key than the system file's");
    people.remove("ken");
    refused(attested(aya, ken), "not a commander and an approver with keys in this worker's");
  }

  private void goesDark() throws Exception {
    cluster.db1().killAll();
  }

  private void refused(Attested proof, String why) throws Exception {
    assertThatThrownBy(() -> promote(proof))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining(why)
        .hasMessageContaining("nothing was promoted");
    worker().assertUnpromoted();
  }

  private Attested attested(Attestation... attestations) {
    return new Attested(
        "db1",
        system,
        Instant.now(),
        new Token(1, 1, 0),
        List.of(attestations),
        List.of("method \"node\": nobody took it up"),
        1);
  }

  private String about() {
    return Attested.sentence("db1", system);
  }

  private static Statement statement(String who, String about) {
    return statement(who, about, "lab@r1");
  }

  private static Statement statement(String who, String about, String run) {
    return new Statement(run, "fence-1", "00ff", "attest", about, who, "seen dark");
  }

  private Attestation word(String who) throws Exception {
    return word(who, statement(who, about()));
  }

  private Attestation word(String who, Statement statement) throws Exception {
    Path text = Files.writeString(folder.resolve("answer"), statement.text());
    Path signature = folder.resolve("answer.sig");
    Files.deleteIfExists(signature);
    String key = folder.resolve(who).toString();
    run("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", Statement.NAMESPACE, text.toString());
    return new Attestation(statement, Files.readString(signature), Instant.now());
  }

  private void person(String name, String role) throws Exception {
    Path key = folder.resolve(name);
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    people.put(
        name, new Person(Files.readString(folder.resolve(name + ".pub")).strip(), List.of(role)));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private Promoted promote(Attested proof) {
    return worker().promote(proof);
  }

  private Promoting worker() {
    return Promoting.of(cluster).decidedBy(Map.copyOf(people));
  }
}
