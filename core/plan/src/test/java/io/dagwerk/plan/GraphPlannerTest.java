package io.dagwerk.plan;

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
import io.dagwerk.plan.Reexecution.FromFailure;
import io.dagwerk.plan.Reexecution.Selected;
import io.dagwerk.plan.Reexecution.SelectedAndDownstream;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GraphPlannerTest {
  private static final Sketch CHAIN =
      Sketch.of(op("a"), op("b").reads("a"), op("c").reads("b"), op("d").reads("b", "a"));

  private static final Sketch BRANCHES =
      Sketch.of(
          op("box"),
          fanOut("files").reads("box"),
          op("p").element("files").inside("files"),
          op("q").reads("p").inside("files"),
          op("r").reads("p", "box").inside("files"),
          op("all").collects("files", "q"));

  private static final Sketch NESTED =
      Sketch.of(
          fanOut("outer"),
          fanOut("inner").element("outer").inside("outer"),
          op("leaf").element("inner").inside("outer", "inner"),
          op("sum").collects("inner", "leaf").inside("outer"),
          op("total").collects("outer", "sum"));

  private static String id(FakeParent parent) {
    return parent.id().toString();
  }

  @Test
  void aJobIsPlannedInTopologicalOrder() {
    assertThat(shown(plan(CHAIN.etl()))).containsExactly("a", "b <- a", "c <- b", "d <- b, a");
  }

  @Test
  void inputsAreWiredAsTheyAreDeclared() {
    Sketch sketch =
        Sketch.of(
            op("a"),
            silentOp("opt").emits("some", false),
            op("z")
                .input(
                    new InputSnapshot.OfMany(
                        List.of(
                            new InputSnapshot.OfNode("a", "result"),
                            new InputSnapshot.OfNode("opt", "some"))))
                .input(new InputSnapshot.OfConfig())
                .input(new InputSnapshot.OfRunConfig("path", "Path", true))
                .after("a"));

    Plan plan = plan(sketch.etl());

    assertThat(shown(plan))
        .containsExactly("a", "opt", "z <- list(a, opt.some), external path after a");
    assertThat(plan.step(StepKey.of("z")).inputs()).containsOnlyKeys(0, 2);
    assertThat(plan.step(StepKey.of("opt")).outputs())
        .containsExactly(new Plan.Output("some", false, java.util.Optional.empty()));
  }

  @Test
  void whatLiesInAFanOutIsATemplate() {
    Plan plan = plan(BRANCHES.etl());

    assertThat(shown(plan))
        .containsExactly(
            "box",
            "files <- box",
            "p <- element of files",
            "q <- p",
            "r <- p, box",
            "all <- all q of files");
    assertThat(plan.step(StepKey.of("q")).fanOuts()).containsExactly("files");
    PlanCheck.check(plan);
  }

  @Test
  void aSubsetRunsWhatIsSelected() {
    assertThat(shown(plan(CHAIN.etl().select("+c")))).containsExactly("a", "b <- a", "c <- b");
  }

  @Test
  @Covers("S40.4")
  void aSubsetThatLosesInputsIsRefusedWithAllOfThem() {
    assertThat(problems(CHAIN.etl().select("c, d")))
        .containsExactly(
            "input 0 of op 'c' reads 'b', which is not selected; select +c, or b too",
            "input 0 of op 'd' reads 'b', which is not selected; select +d, or b too",
            "input 1 of op 'd' reads 'a', which is not selected; select +d, or a too");
    assertThat(problems(CHAIN.etl().select("b*")))
        .containsExactly(
            "input 0 of op 'b' reads 'a', which is not selected; select +b, or a too",
            "input 1 of op 'd' reads 'a', which is not selected; select +d, or a too");
    assertThat(shown(plan(CHAIN.etl().select("*d")))).hasSize(3);
  }

  @Test
  void aBranchIsNotRunWithoutItsFanOut() {
    assertThat(problems(BRANCHES.etl().select("p")))
        .containsExactly("input 0 of op 'p' reads 'files', which is not selected; select +p");
    assertThat(problems(BRANCHES.etl().select("all"))).hasSize(2);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThat(problems(CHAIN.etl().select("cc")))
        .containsExactly("selection 'cc', character 1: no op is called 'cc'; did you mean 'c'?");
    assertThat(problems(PlanRequest.ofJob(CHAIN.location(), "elt", Sketch.NOW)))
        .containsExactly("no job is called 'elt' in 'sketch'; did you mean 'etl'?");
    assertThat(problems(CHAIN.etl().on("2001-01-01")))
        .containsExactly("job 'etl' is not partitioned; leave the partitions out");
    assertThat(problems(CHAIN.etl().select("a and b")))
        .containsExactly("nothing is selected to run");
  }

  @Test
  @Covers("K10.4")
  void fromFailureRunsWhatDidNotEndWellAndWhatFollows() {
    FakeParent parent = new FakeParent(plan(CHAIN.etl())).ended(Ended.NOT_WELL, "b", "c", "d");

    assertThat(shown(plan(CHAIN.etl().again(new FromFailure(parent)))))
        .containsExactly(
            "b <- stored %s/a/result".formatted(id(parent)),
            "c <- b",
            "d <- b, stored %s/a/result".formatted(id(parent)));
  }

  @Test
  void fromFailureIsRestrictedToWhatTheParentWasToRun() {
    FakeParent parent =
        new FakeParent(plan(CHAIN.etl().select("+c"))).ended(Ended.NOT_WELL, "b", "c");

    assertThat(shown(plan(CHAIN.etl().again(new FromFailure(parent))))).hasSize(2);
    assertThat(problems(CHAIN.etl().again(new FromFailure(new FakeParent(plan(CHAIN.etl()))))))
        .first()
        .asString()
        .startsWith("nothing failed in run ");
  }

  @Test
  void selectedStepsReadWhatTheParentStored() {
    FakeParent parent = new FakeParent(plan(CHAIN.etl()));

    assertThat(shown(plan(CHAIN.etl().again(new Selected(parent, "c")))))
        .containsExactly("c <- stored %s/b/result".formatted(id(parent)));
    assertThat(shown(plan(CHAIN.etl().again(new SelectedAndDownstream(parent, "b"))))).hasSize(3);
    assertThat(shown(plan(CHAIN.etl().again(new Reexecution.All(parent))))).hasSize(4);
  }

  @Test
  @Covers("K10.6")
  void aStepWhoseInputWasNeverStoredIsRefused() {
    FakeParent parent = new FakeParent(plan(CHAIN.etl())).ended(Ended.NOT_WELL, "b");

    assertThat(problems(CHAIN.etl().again(new Selected(parent, "c"))))
        .containsExactly(
            "input 0 of op 'c' reads 'b', of which run %s has no value; it was never stored; select +c, or b too"
                .formatted(id(parent)));
  }

  @Test
  void whatTheParentLeftOutIsLeftOutAgain() {
    Sketch sketch =
        Sketch.of(
            silentOp("opt").emits("some", false),
            op("b").input(new InputSnapshot.OfNode("opt", "some")),
            op("x"),
            op("y")
                .input(
                    new InputSnapshot.OfMany(
                        List.of(
                            new InputSnapshot.OfNode("b", "result"),
                            new InputSnapshot.OfNode("x", "result")))));
    FakeParent parent =
        new FakeParent(plan(sketch.etl()))
            .withoutOutput("opt.some")
            .ended(Ended.SKIPPED, "b")
            .ended(Ended.NOT_WELL, "x", "y");
    Plan plan = plan(sketch.etl().again(new FromFailure(parent)));

    assertThat(shown(plan)).containsExactly("b reused []", "x", "y <- list(b, x)");
    assertThat(plan.step(StepKey.of("b")).reuse().orElseThrow().outputs()).isEmpty();
  }

  @Test
  @Covers("S29.3")
  void onlyTheFailedBranchAndTheCollectionRunAgain() {
    FakeParent parent =
        new FakeParent(plan(BRANCHES.etl()))
            .fannedOut("files", "x", "y", "z")
            .ended(Ended.NOT_WELL, "q[y]", "all");
    Plan plan = plan(BRANCHES.etl().again(new FromFailure(parent)));

    assertThat(shown(plan))
        .containsExactly("files reused [x, y, z]", "p", "q <- p", "all <- all q of files");
    assertThat(plan.reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("p[x]", "q[x]", "p[y]", "p[z]", "q[z]");
    PlanCheck.check(plan);
  }

  @Test
  void theCollectionAloneTakesAllBranchesOfTheParent() {
    FakeParent parent =
        new FakeParent(plan(BRANCHES.etl()))
            .fannedOut("files", "x", "y")
            .ended(Ended.NOT_WELL, "all")
            .ended(Ended.SKIPPED, "q[y]");
    Plan plan = plan(BRANCHES.etl().again(new FromFailure(parent)));

    assertThat(shown(plan)).containsExactly("files reused [x, y]", "q", "all <- all q of files");
    assertThat(plan.reusedInstances().values())
        .extracting(reuse -> reuse.outputs().size())
        .containsExactly(1, 0);
  }

  @Test
  void oneBranchIsRunWithoutTheOthers() {
    FakeParent parent =
        new FakeParent(plan(BRANCHES.etl()))
            .fannedOut("files", "x", "y", "z")
            .ended(Ended.NOT_WELL, "p[z]", "q[z]");
    Plan plan = plan(BRANCHES.etl().again(new Selected(parent, "q[x]")));

    assertThat(shown(plan)).containsExactly("files reused [x]", "p", "q <- p");
    assertThat(plan.reusedInstances()).containsOnlyKeys(StepKey.of("p").at("x"));
  }

  @Test
  void aCollectionOfABranchWithoutValueIsRefused() {
    FakeParent parent =
        new FakeParent(plan(BRANCHES.etl()))
            .fannedOut("files", "x", "y")
            .ended(Ended.NOT_WELL, "q[y]", "all");

    assertThat(problems(BRANCHES.etl().again(new Selected(parent, "all"))))
        .containsExactly(
            "step 'q[y]' is needed, but did not come to a good end in run %s; select it too"
                .formatted(id(parent)));
  }

  @Test
  void aFanOutThatFailedRunsWithAllItsBranches() {
    FakeParent parent =
        new FakeParent(plan(BRANCHES.etl()))
            .ended(Ended.NOT_WELL, "files", "p", "q", "r", "p[?]", "q[?]", "r[?]", "all");
    Plan plan = plan(BRANCHES.etl().again(new FromFailure(parent)));

    assertThat(shown(plan))
        .containsExactly(
            "files <- stored %s/box/result".formatted(id(parent)),
            "p <- element of files",
            "q <- p",
            "r <- p, stored %s/box/result".formatted(id(parent)),
            "all <- all q of files");
    assertThat(plan.reusedInstances()).isEmpty();
  }

  @Test
  void aFanOutThatRunsAgainTakesItsBranchesWithIt() {
    FakeParent parent = new FakeParent(plan(BRANCHES.etl())).fannedOut("files", "x");

    assertThat(problems(BRANCHES.etl().again(new Selected(parent, "files, all"))))
        .containsExactly(
            "step 'files' runs again, so its branches 'q' have no value; select files+");
    assertThat(shown(plan(BRANCHES.etl().again(new SelectedAndDownstream(parent, "files")))))
        .hasSize(5);
  }

  @Test
  void fanOutsInFanOutsAreReusedAroundOneLeaf() {
    FakeParent parent =
        new FakeParent(plan(NESTED.etl()))
            .fannedOut("outer", "a", "b")
            .fannedOut("inner[a]", "1", "2")
            .fannedOut("inner[b]", "3")
            .ended(Ended.NOT_WELL, "leaf[a][2]", "sum[a]", "total");
    Plan plan = plan(NESTED.etl().again(new FromFailure(parent)));

    assertThat(shown(plan))
        .containsExactly(
            "outer reused [a, b]",
            "inner",
            "leaf <- element of inner",
            "sum <- all leaf of inner",
            "total <- all sum of outer");
    assertThat(plan.reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("inner[a]", "leaf[a][1]", "inner[b]", "sum[b]");
    PlanCheck.check(plan);
  }
}
