package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.bundle;
import static io.dagwerk.plan.Sketch.check;
import static io.dagwerk.plan.Sketch.fanOut;
import static io.dagwerk.plan.Sketch.op;
import static io.dagwerk.plan.Sketch.plan;
import static io.dagwerk.plan.Sketch.problems;
import static io.dagwerk.plan.Sketch.shown;
import static io.dagwerk.plan.Sketch.silentOp;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.Reexecution.All;
import io.dagwerk.plan.Reexecution.FromFailure;
import io.dagwerk.plan.Reexecution.Selected;
import io.dagwerk.plan.Reexecution.SelectedAndDownstream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is executed again, and what stands in for the rest.
final class RerunTest {
  private static List<String> keys(Plan plan) {
    return plan.steps().sequencedKeySet().stream().map(StepKey::toString).toList();
  }

  private static InputSnapshot of(String node) {
    return new InputSnapshot.OfNode(node, Plan.Output.RESULT);
  }

  @Test
  void whatFollowsAFailureRunsThoughItEndedWell() {
    Sketch sketch =
        Sketch.of(
            op("a"),
            op("b").input(new InputSnapshot.OfMany(List.of(of("a")))),
            op("c").after("b"),
            op("d").reads("c"),
            op("free"));
    FakeParent parent = new FakeParent(plan(sketch.etl())).ended(Ended.NOT_WELL, "a");

    assertThat(keys(plan(sketch.etl().again(new FromFailure(parent)))))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void whatFollowsAFailedFanOutRunsInAllItsBranches() {
    Sketch sketch =
        Sketch.of(
            fanOut("files"), op("p").inside("files"), op("all").collects("files", "p"), op("free"));
    FakeParent parent =
        new FakeParent(plan(sketch.etl())).fannedOut("files", "x").ended(Ended.NOT_WELL, "files");

    assertThat(keys(plan(sketch.etl().again(new FromFailure(parent)))))
        .containsExactly("files", "p", "all");
  }

  @Test
  void aFanOutThatCameToNoElementsIsRunAgainWithItsBranches() {
    Sketch sketch =
        Sketch.of(fanOut("files"), op("p").inside("files"), op("all").collects("files", "p"));
    FakeParent parent = new FakeParent(plan(sketch.etl())).fannedOut("files");

    assertThat(keys(plan(sketch.etl().again(new All(parent)))))
        .containsExactly("files", "p", "all");
    assertThat(keys(plan(sketch.etl().again(new SelectedAndDownstream(parent, "files")))))
        .containsExactly("files", "p", "all");
    assertThat(keys(plan(sketch.etl().again(new Selected(parent, "all")))))
        .containsExactly("files", "p", "all");
    assertThat(problems(sketch.etl().again(new FromFailure(parent))))
        .singleElement()
        .asString()
        .startsWith("nothing failed in run");
  }

  @Test
  void anUnknownBranchIsNoKeyOfAFanOutThatStandsIn() {
    Sketch sketch =
        Sketch.of(fanOut("files"), op("p").inside("files"), op("all").collects("files", "p"));
    FakeParent parent = new FakeParent(plan(sketch.etl())).fannedOut("files");
    Plan plan = plan(sketch.etl().again(new Selected(parent, "all")));

    assertThat(plan.step(StepKey.of("files")).reuse().orElseThrow().mappingKeys()).isEmpty();
    assertThat(plan.reusedInstances()).isEmpty();
  }

  @Test
  void whatFollowsOneBranchRunsInThatBranchOnly() {
    Sketch sketch =
        Sketch.of(
            fanOut("outer"),
            fanOut("inner").element("outer").inside("outer"),
            op("leaf").element("inner").inside("outer", "inner"),
            op("sum").collects("inner", "leaf").inside("outer"));
    FakeParent parent =
        new FakeParent(plan(sketch.etl()))
            .fannedOut("outer", "a", "b")
            .fannedOut("inner[a]", "1", "2")
            .fannedOut("inner[b]", "3")
            .ended(Ended.NOT_WELL, "leaf[a][2]");
    Plan plan = plan(sketch.etl().again(new FromFailure(parent)));

    assertThat(plan.reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("inner[a]", "leaf[a][1]");
    assertThat(shown(plan)).contains("outer reused [a]");
  }

  @Test
  void oneLeafIsRunWithTheFanOutsAroundItStandingIn() {
    Sketch sketch =
        Sketch.of(
            fanOut("outer"),
            fanOut("inner").element("outer").inside("outer"),
            op("before").inside("outer", "inner"),
            op("leaf")
                .input(new InputSnapshot.OfMany(List.of(of("before"))))
                .inside("outer", "inner"));
    FakeParent parent =
        new FakeParent(plan(sketch.etl()))
            .fannedOut("outer", "a", "b")
            .fannedOut("inner[a]", "1", "2")
            .fannedOut("inner[b]", "3");
    Plan plan = plan(sketch.etl().again(new Selected(parent, "leaf[a][2]")));

    assertThat(shown(plan))
        .containsExactly("outer reused [a]", "inner", "before", "leaf <- list(before)");
    assertThat(plan.reusedInstances().values())
        .first()
        .satisfies(inner -> assertThat(inner.mappingKeys()).containsExactly("2"));
    assertThat(plan.reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("inner[a]", "before[a][2]");
  }

  @Test
  void branchesThatTheJobNoLongerNeedsAreNotReused() {
    Sketch sketch =
        Sketch.of(
            fanOut("files"),
            op("p").element("files").inside("files"),
            op("unread").element("files").inside("files"),
            op("all").collects("files", "p"));
    FakeParent parent =
        new FakeParent(plan(sketch.etl())).fannedOut("files", "x").ended(Ended.NOT_WELL, "all");
    Plan plan = plan(sketch.etl().again(new FromFailure(parent)));

    assertThat(keys(plan)).containsExactly("files", "p", "all");
    assertThat(plan.reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("p[x]");
  }

  @Test
  void aRequiredOutputThatIsGoneIsNotTakenForLeftOut() {
    Sketch sketch =
        Sketch.of(op("a").emits("extra", false), op("b").reads("a"), op("c").input(extra("extra")));
    FakeParent parent = new FakeParent(plan(sketch.etl())).withoutOutput("a.result");

    assertThat(problems(sketch.etl().again(new Selected(parent, "b"))))
        .singleElement()
        .asString()
        .startsWith("input 0 of op 'b' reads 'a', of which run ");
    assertThat(shown(plan(sketch.etl().again(new Selected(parent.withoutOutput("a.extra"), "c")))))
        .containsExactly("a reused []", "c <- a.extra");
  }

  private static InputSnapshot extra(String output) {
    return new InputSnapshot.OfNode("a", output);
  }

  @Test
  void whatWasSkippedStandsInWithoutAProblem() {
    Sketch sketch =
        Sketch.of(
            silentOp("opt").emits("some", false),
            op("b").input(new InputSnapshot.OfNode("opt", "some")),
            op("c").reads("b"));
    FakeParent parent =
        new FakeParent(plan(sketch.etl())).withoutOutput("opt.some").ended(Ended.SKIPPED, "b", "c");

    assertThat(shown(plan(sketch.etl().again(new Selected(parent, "c")))))
        .containsExactly("b reused []", "c <- b");
  }

  @Test
  void assetsThatFollowAFailureAreMadeAgain() {
    Sketch sketch =
        Sketch.of(
            asset("a"),
            asset("b").readsAssets("a"),
            check("b", "sane", true),
            asset("c").after("b"),
            asset("free"));
    FakeParent parent = new FakeParent(plan(sketch.refresh())).ended(Ended.NOT_WELL, "a");

    assertThat(keys(plan(sketch.refresh().again(new FromFailure(parent)))))
        .containsExactly("a", "b", "b.sane", "c");
  }

  @Test
  void whatTheParentMadeOfABundleIsMadeAgainAndNoMore() {
    Sketch sketch = Sketch.of(bundle("split", false, "paid", "open"));
    FakeParent parent = new FakeParent(plan(sketch.refresh().select("paid")));
    Plan plan = plan(sketch.refresh().again(new All(parent)));

    assertThat(plan.step(StepKey.of("split")).outputs())
        .extracting(Plan.Output::name)
        .containsExactly("paid");
  }

  @Test
  void aStepWhoseAssetIsGoneCannotBeExecutedAgain() {
    FakeParent parent = new FakeParent(plan(Sketch.of(asset("a"), asset("b")).refresh()));

    assertThat(problems(Sketch.of(asset("a")).refresh().again(new All(parent))))
        .containsExactly(
            "step 'b' of run %s is no longer defined; select other steps, or run the job anew"
                .formatted(parent.id()));
  }
}
