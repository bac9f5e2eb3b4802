package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.bundle;
import static io.dagwerk.plan.Sketch.check;
import static io.dagwerk.plan.Sketch.external;
import static io.dagwerk.plan.Sketch.plan;
import static io.dagwerk.plan.Sketch.problems;
import static io.dagwerk.plan.Sketch.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AssetChoicesTest {
  private static Sketch checked() {
    return Sketch.of(
        asset("raw"), check("raw", "sane", false), asset("other"), check("other", "sane", false));
  }

  private static List<String> problemsOf(Sketch sketch, String assets, String narrowed) {
    return problems(PlanRequest.ofAssets(sketch.location(), assets, Sketch.NOW).select(narrowed));
  }

  @Test
  void theChecksOfWhatIsSelectedGoWithIt() {
    assertThat(shown(plan(checked().refresh().select("raw"))))
        .containsExactly("raw", "raw.sane <- raw after raw");
    assertThat(shown(plan(PlanRequest.ofAssets(checked().location(), "other", Sketch.NOW))))
        .containsExactly("other", "other.sane <- other after other");
  }

  @Test
  void aWildcardTakesAssetsAndLeavesTheirChecksToThem() {
    assertThat(shown(plan(checked().refresh().select("key:\"*\" and not other"))))
        .containsExactly("raw", "raw.sane <- raw after raw");
  }

  @Test
  void onlyWhatTheJobSelectsCanBeNarrowed() {
    assertThat(problemsOf(checked(), "raw", "other"))
        .containsExactly("selection 'other', character 1: no selected asset is called 'other'");
    assertThat(problemsOf(checked(), "raw", "other.sane")).hasSize(1);
    assertThat(
            shown(
                plan(
                    PlanRequest.ofAssets(checked().location(), "raw", Sketch.NOW)
                        .select("raw.sane")
                        .knowing(FakeKnown.materialized("raw")))))
        .containsExactly("raw.sane <- stored raw");
  }

  @Test
  void aJobWithoutChecksHasNoneToSelect() {
    assertThat(shown(plan(checked().unchecked().refresh().select("raw")))).containsExactly("raw");
    assertThat(problems(checked().unchecked().refresh().select("raw.sane")))
        .containsExactly(
            "selection 'raw.sane', character 1: no selected asset is called 'raw.sane'");
  }

  @Test
  void aNamedCheckRunsThoughTheJobRunsNone() {
    Sketch sketch = Sketch.of(asset("raw"), check("raw", "sane", false)).unchecked();

    assertThat(
            shown(
                plan(
                    PlanRequest.ofAssets(sketch.location(), "raw.sane", Sketch.NOW)
                        .knowing(FakeKnown.materialized("raw")))))
        .containsExactly("raw.sane <- stored raw");
  }

  @Test
  void whatABundleMakesInAnyCaseIsToldWhole() {
    Sketch sketch = Sketch.of(bundle("split", true, "paid", "open", "late"), asset("x"));

    assertThat(problems(sketch.refresh().select("paid, x")))
        .containsExactly(
            "bundle 'split' makes 'open' in any case, but it is not selected; select it too",
            "bundle 'split' makes 'late' in any case, but it is not selected; select it too");
  }

  @Test
  void outputsThatAreNoAssetsGoWithTheAsset() {
    Sketch sketch = Sketch.of(asset("a").emits("log", true), asset("b"));

    assertThat(plan(sketch.refresh().select("a")).steps().firstEntry().getValue().outputs())
        .hasSize(2);
    assertThat(shown(plan(sketch.refresh().select("b")))).containsExactly("b");
  }

  @Test
  void anExternalAssetAmongOthersIsNotWorthANote() {
    Sketch sketch = Sketch.of(external("landing"), asset("a"));

    assertThat(Planner.plan(sketch.refresh()))
        .isInstanceOfSatisfying(
            Planner.Result.Planned.class, planned -> assertThat(planned.notes()).isEmpty());
    assertThat(problems(sketch.refresh().select("a and landing")))
        .containsExactly("nothing is selected to run");
  }
}
