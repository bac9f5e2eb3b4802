package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Condition;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import org.junit.jupiter.api.Test;

/// What is requested together and what apart.
class RunGroupsTest {
  private static final Condition MISSING = Condition.missing();
  private static final Partitions KEYS = Partitions.fixed("x", "y", "z");

  @Test
  void whatDoesNotReadEachOtherRunsApart() {
    Bench bench =
        new Bench(
            asset("a").when(MISSING),
            asset("b").when(MISSING),
            asset("c").reading("a", "b").when(MISSING),
            asset("d").when(MISSING),
            asset("e").in("elsewhere").reading("d").when(MISSING));
    assertThat(bench.runs(bench.evaluate())).containsExactly("a b c", "d", "e");
  }

  @Test
  void partitionsWithTheSameSubjectsShareAGroup() {
    Bench bench =
        new Bench(
            asset("a").by(KEYS).when(MISSING),
            asset("b").by(KEYS).reading("a").when(MISSING),
            asset("c").by(KEYS).reading("b").when(MISSING));
    bench.updated("a@x", "b@y");
    assertThat(bench.runs(bench.evaluate()))
        .containsExactlyInAnyOrder("b c@x", "a@y", "c@y", "a b c@z");
  }

  @Test
  void readingAnotherPartitionDoesNotConnect() {
    Partitions days = Partitions.daily("2001-01-09");
    Bench bench =
        new Bench(
            asset("a").by(days).when(MISSING),
            asset("b").by(days).reading("a", new PartitionMapping.Offset(-1)).when(MISSING),
            asset("c").by(KEYS).when(MISSING));
    assertThat(bench.runs(bench.evaluate()))
        .containsExactly("a@2001-01-09", "b@2001-01-09", "c@x@y@z");
  }

  @Test
  void anAssetAndItsCheckRunTogether() {
    Bench bench =
        new Bench(
            asset("a").checkedWhen("check", MISSING).when(MISSING),
            asset("b").checkedWhen("check", MISSING));
    assertThat(bench.runs(bench.evaluate())).containsExactly("a a.check", "b.check");
  }
}
