package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The graph, what is refused of it, and what parts of it conditions look at.
class ConditionGraphTest {
  private static void assertRefused(String message, TestAsset... assets) {
    List<ConditionAsset> made = Stream.of(assets).map(TestAsset::made).toList();
    assertThatThrownBy(() -> ConditionGraph.of(made, List.of()))
        .isInstanceOf(InvalidConditions.class)
        .hasMessage(message);
  }

  @Test
  @Covers("S30.5")
  void assetsThatWaitForEachOtherAreRefusedAlsoAcrossLocations() {
    assertRefused(
        "assets wait for each other: b reads c reads b; take one of these inputs away",
        asset("a").reading("b"),
        asset("b").in("lake").reading("c"),
        asset("c").in("office").reading("b", "d"),
        asset("d"));
    assertRefused(
        "assets wait for each other: a reads a; take one of these inputs away",
        asset("a").reading("a"));
  }

  @Test
  void anAssetMayReadItsOwnPartitionOfTheDayBefore() {
    Bench bench =
        new Bench(
            asset("a")
                .by(Partitions.daily("2001-01-01"))
                .reading("a", new PartitionMapping.Offset(-1))
                .when(Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled()));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a@2001-01-05").requests()).containsExactly("a@2001-01-06");
    assertThat(bench.updated("a@2001-01-09").requests()).isEmpty();
    assertThat(bench.at("2001-01-11T00:00:00Z").requests()).isEmpty();
  }

  @Test
  void anAssetIsMadeInOneLocation() {
    assertRefused(
        "asset 'a' is made in the locations 'lake' and 'office'; make it in one, and declare it external in the other",
        asset("a").in("lake"),
        asset("a").in("office"));
  }

  @Test
  void allProblemsOfConditionsAreToldAtOnce() {
    assertRefused(
        """
        the condition of a has a bad zone: expected a time zone, but found 'Europe/Amsterdm'; did \
        you mean 'Europe/Amsterdam'?
        the condition of b looks at the asset 'raww', which is not defined; did you mean 'raw'?
        the condition of c looks at root assets, but only a job has any
        the condition of d.check looks at checks, but only an asset has any; look at the asset \
        first, by on(...)
        the condition of e has a bad selection: selection 'group:c', character 7: no asset has the \
        group 'c'; did you mean 'b'?\
        """,
        asset("raw").group("b"),
        asset("a").when(Condition.cronTickPassed("0 0 * * *", "Europe/Amsterdm")),
        asset("b").when(Condition.on(AssetKey.of("raww"), Condition.missing())),
        asset("c").when(Condition.anyRootAsset(Condition.missing())),
        asset("d")
            .checkedWhen("check", Condition.anyCheck(Condition.missing(), Blocking.ANY_CHECK)),
        asset("e").when(Condition.eager().ignoring("group:c")));
  }

  @Test
  void aBadCronIsRefused() {
    List<ConditionAsset> assets =
        List.of(asset("a").when(Condition.onCron("61 * * * *", "UTC")).made());
    assertThatThrownBy(() -> ConditionGraph.of(assets, List.of()))
        .isInstanceOf(InvalidConditions.class)
        .hasMessageContaining("the condition of a has a bad cron: ")
        .hasMessageContaining("61");
  }

  @Test
  void aSelectionSaysWhichUpstreamAssetsCount() {
    Condition any = Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled();
    Bench bench =
        new Bench(
            asset("a").group("one"),
            asset("b").group("two"),
            asset("c").group("two"),
            asset("allowed").reading("a", "b", "c").when(any.allowing("group:two")),
            asset("ignoring").reading("a", "b", "c").when(any.ignoring("group:two")),
            asset("both")
                .reading("a", "b", "c")
                .when(any.allowing("group:two").ignoring("c").ignoring("a")));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("ignoring");
    assertThat(bench.updated("c").requests()).containsExactly("allowed");
    assertThat(bench.updated("b").requests()).containsExactly("allowed", "both");
  }

  @Test
  void conditionsFromDownstreamAreAskedUpstream() {
    Bench bench =
        new Bench(
            asset("feed"),
            asset("a").reading("feed").when(Condition.anyDownstreamConditions()),
            asset("b").reading("a").when(Condition.anyDownstreamConditions()),
            asset("c")
                .reading("b")
                .when(Condition.cronTickPassed("0 6 * * *", "UTC").sinceLastHandled()));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("feed").requests()).isEmpty();
    assertThat(bench.runs(bench.at("2001-01-10T06:00:00Z").evaluate())).containsExactly("a b c");
  }

  @Test
  void aNamedAssetIsReachedInEitherDirection() {
    Partitions days = Partitions.daily("2001-01-01");
    Bench bench =
        new Bench(
            asset("month")
                .by(Partitions.monthly("2000-12-01"))
                .when(
                    Condition.on(AssetKey.of("day"), Condition.newlyUpdated()).sinceLastHandled()),
            asset("day").by(Partitions.daily("2000-12-01")).reading("month"),
            asset("other")
                .by(days)
                .when(
                    Condition.on(AssetKey.of("fixed"), Condition.newlyUpdated())
                        .sinceLastHandled()
                        .and(Condition.inLatestWindow())),
            asset("fixed").by(Partitions.fixed("x")));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("day@2000-12-05").requests()).containsExactly("month@2000-12");
    assertThat(bench.updated("fixed@x").requests()).containsExactly("other@2001-01-09");
  }

  @Test
  void aJobIsRequestedAsAWholeByWhatItsRootsSay() {
    Partitions days = Partitions.daily("2001-01-01");
    TestAsset[] assets = {
      asset("feed").by(days),
      asset("other").by(days),
      asset("a").by(days).reading("feed"),
      asset("b").by(days).reading("other"),
      asset("c").by(days).reading("a", "b")
    };
    Condition updated = Condition.anyUpstream(Condition.newlyUpdated());
    List<AssetKey> keys = Stream.of("a", "b", "c").map(AssetKey::of).toList();
    Condition any = Condition.anyRootAsset(updated).sinceLastHandled();
    Bench ofAny = new Bench().with(new ConditionJob("main", "refresh", keys, any), assets);
    assertThat(ofAny.requests()).isEmpty();
    Evaluation evaluation = ofAny.updated("feed@2001-01-05", "other@2001-01-06").evaluate();
    assertThat(ofAny.runs(evaluation)).containsExactly("job refresh@2001-01-05@2001-01-06");
    assertThat(ofAny.requests()).isEmpty();

    Condition all = Condition.allRootAssets(updated).sinceLastHandled();
    Bench ofAll = new Bench().with(new ConditionJob("main", "refresh", keys, all), assets);
    assertThat(ofAll.requests()).isEmpty();
    assertThat(ofAll.updated("feed@2001-01-05").requests()).isEmpty();
    assertThat(ofAll.updated("other@2001-01-05").requests())
        .containsExactly("job refresh@2001-01-05");
    assertThat(ofAll.updated("feed@2001-01-05").requests()).isEmpty();
  }

  @Test
  void aJobHasNoUpstreamOfItsOwn() {
    ConditionJob job =
        new ConditionJob("main", "refresh", List.of(AssetKey.of("a")), Condition.eager());
    assertThatThrownBy(() -> ConditionGraph.of(List.of(asset("a").made()), List.of(job)))
        .isInstanceOf(InvalidConditions.class)
        .hasMessageContaining(
            "the condition of job refresh looks upstream, but a job has no upstream; say of which assets: anyRootAsset(...) or allRootAssets(...)");
  }

  @Test
  void theRootsOfAJobArePartitionedAlike() {
    ConditionJob job =
        new ConditionJob(
            "main",
            "refresh",
            List.of(AssetKey.of("a"), AssetKey.of("b")),
            Condition.anyRootAsset(Condition.missing()));
    List<ConditionAsset> assets =
        List.of(asset("a").by(Partitions.daily("2001-01-01")).made(), asset("b").made());
    assertThatThrownBy(() -> ConditionGraph.of(assets, List.of(job)))
        .isInstanceOf(InvalidConditions.class)
        .hasMessage(
            "the condition of job refresh speaks of root assets that are partitioned differently: 'a' by day, 'b' by no partitions");
  }
}
