package dev.bosai.activities.postgres.start;

import static dev.bosai.activities.postgres.start.Scene.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Token;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of what stands against a start, one class for each cause. */
class StartRuleTest {
  private static final Token OLD = new Token(3, 2, 1);
  private static final Token NEW = new Token(4, 1, 1);

  @Nested
  class AStandby {
    @Test
    void mayStartWhateverIsAround() {
      Scene scene = quiet().standby().primary("db2", 3).route("db2", NEW);
      assertThat(scene.answer().reason()).isEqualTo(Reason.STANDBY);
      assertThat(scene.silent("db3").strictly().allowed()).isTrue();
    }

    @Test
    void alsoIfAFenceOfItsTimeAsPrimaryIsInTheJournal() {
      assertThat(quiet().standby().fence(Fence.TAKEN_BACK).answer().reason())
          .isEqualTo(Reason.STANDBY);
    }
  }

  @Nested
  class AFence {
    @Test
    void standsAgainstEveryStartAlsoOfAStandby() {
      StartAnswer answer = quiet().fence(Fence.STANDS).answer();
      assertThat(answer.reason()).isEqualTo(Reason.FENCED);
      assertThat(answer.sentence())
          .contains("\"/srv/pg/main/global/pg_control.fenced\"")
          .endsWith("; nothing was started");
      assertThat(answer.hint()).contains("bosai start reprotect");
      assertThat(quiet().standby().fence(Fence.STANDS).answer().reason()).isEqualTo(Reason.FENCED);
    }

    @Test
    void takenBackByHandStandsUntilTheRouteLeadsHere() {
      Scene scene = quiet().fence(Fence.TAKEN_BACK).follower("db2", 2);
      assertThat(scene.answer().reason()).isEqualTo(Reason.FENCE_TAKEN_BACK);
      StartAnswer led = scene.route("db1", NEW).answer();
      assertThat(led.allowed()).isTrue();
      assertThat(led.warnings()).singleElement().asString().contains("put back by hand");
    }
  }

  @Nested
  class TheCluster {
    @Test
    void mustBeThere() {
      assertThat(quiet().cluster("").answer().reason()).isEqualTo(Reason.NO_CLUSTER);
    }

    @Test
    void mustBeTheOneOfTheOtherNodes() {
      StartAnswer answer = quiet().stranger("db2").silent("db3").answer();
      assertThat(answer.reason()).isEqualTo(Reason.ANOTHER_CLUSTER);
      assertThat(answer.sentence()).contains("\"7301\"", "\"999\"", "\"db2\"");
    }

    @Test
    void oneStrangerAmongOthersIsToldOnly() {
      StartAnswer answer = quiet().stranger("db2").follower("db3", 2).answer();
      assertThat(answer.reason()).isEqualTo(Reason.NEWEST);
      assertThat(answer.warnings()).singleElement().asString().contains("\"999\"");
    }
  }

  @Nested
  class ANewerTimeline {
    @Test
    void ofAPrimaryStandsAgainstIt() {
      StartAnswer answer = quiet().follower("db3", 3).primary("db2", 3).answer();
      assertThat(answer.reason()).isEqualTo(Reason.NEWER_TIMELINE);
      assertThat(answer.sentence()).contains("\"db2\" takes writes on timeline 3");
    }

    @Test
    void ofAStandbyToo() {
      assertThat(quiet().follower("db3", 3).silent("db2").answer().sentence())
          .contains("\"db3\" is a standby on timeline 3");
    }

    @Test
    void ofAnotherClusterMeansNothing() {
      assertThat(quiet().cluster("1").follower("db3", 9).answer().reason())
          .isNotEqualTo(Reason.NEWER_TIMELINE);
    }
  }

  @Nested
  class AnotherPrimary {
    @Test
    void onTheSameTimelineStandsAgainstIt() {
      assertThat(quiet().primary("db2", 2).answer().reason()).isEqualTo(Reason.SECOND_PRIMARY);
    }

    @Test
    void onAnOlderOneThatThisDidNotComeFromToo() {
      assertThat(quiet().from().primary("db2", 1).answer().reason()).isEqualTo(Reason.DIVERGED);
    }

    @Test
    void thatThisOneLeftBehindIsToldOnly() {
      StartAnswer answer = quiet().primary("db2", 1).answer();
      assertThat(answer.reason()).isEqualTo(Reason.NEWEST);
      assertThat(answer.warnings()).singleElement().asString().contains("fence it");
    }
  }

  @Nested
  class TheRoute {
    @Test
    void thatWasMovedAwaySinceStandsAgainstIt() {
      StartAnswer answer = quiet().promoted(OLD).silent("db2").route("db2", NEW).answer();
      assertThat(answer.reason()).isEqualTo(Reason.ROUTE_ELSEWHERE);
      assertThat(answer.sentence()).contains("\"db2\" under token 4.1.1", "token 3.2.1");
    }

    @Test
    void thatIsYetToFollowAPromotionDoesNot() {
      StartAnswer answer = quiet().promoted(NEW).silent("db2").route("db2", OLD).answer();
      assertThat(answer.reason()).isEqualTo(Reason.ALONE);
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .contains("\"db2\" under token 3.2.1");
    }

    @Test
    void thatWasCutSinceStandsAgainstIt() {
      assertThat(quiet().route("", NEW).answer().reason()).isEqualTo(Reason.ROUTE_CUT);
      assertThat(quiet().promoted(NEW).route("", OLD).answer().allowed()).isTrue();
      assertThat(quiet().route("", Token.NONE).answer().allowed()).isTrue();
    }

    @Test
    void withoutTokensIsBelievedUnlessItsNodeSaysOtherwise() {
      Scene elsewhere = quiet().promoted(NEW).route("db2", Token.NONE);
      assertThat(elsewhere.silent("db2").answer().reason()).isEqualTo(Reason.ROUTE_ELSEWHERE);
      assertThat(elsewhere.follower("db2", 2).answer().reason()).isEqualTo(Reason.NEWEST);
      assertThat(elsewhere.follower("db3", 2).answer().warnings())
          .as("a name that is no node's")
          .singleElement()
          .asString()
          .contains("\"db2\"");
    }

    @Test
    void thatLeadsHereIsFine() {
      assertThat(quiet().follower("db2", 2).route("db1", NEW).answer().reason())
          .isEqualTo(Reason.NEWEST);
    }
  }

  @Nested
  class Silence {
    @Test
    void doesNotStandAgainstItButIsToldLoudly() {
      StartAnswer answer = quiet().silent("db2").silentRoute().answer();
      assertThat(answer.reason()).isEqualTo(Reason.ALONE);
      assertThat(answer.notAsked())
          .containsExactly(
              "node \"db2\": connection refused", "the route (router): it does not answer");
      assertThat(answer.hint()).isNotEmpty();
    }

    @Test
    void standsAgainstItStrictly() {
      StartAnswer answer = quiet().silent("db2").strictly();
      assertThat(answer.reason()).isEqualTo(Reason.NOT_ASKED);
      assertThat(answer.sentence()).contains("node \"db2\": connection refused");
      assertThat(quiet().follower("db2", 2).strictly().reason()).isEqualTo(Reason.NEWEST);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsRefusedSaysWhyAndWhatToDo() {
    return Stream.of(
            quiet().fence(Fence.STANDS),
            quiet().fence(Fence.TAKEN_BACK),
            quiet().cluster(""),
            quiet().stranger("db2"),
            quiet().primary("db2", 3),
            quiet().primary("db2", 2),
            quiet().from().primary("db2", 1),
            quiet().route("", NEW),
            quiet().route("db2", NEW))
        .map(Scene::answer)
        .map(
            answer ->
                DynamicTest.dynamicTest(
                    answer.reason().word(),
                    () -> {
                      assertThat(answer.allowed()).isFalse();
                      assertThat(answer.sentence()).endsWith("; nothing was started");
                      assertThat(answer.hint()).isNotEmpty();
                    }));
  }
}
