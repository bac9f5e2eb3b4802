package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Assets that no job asks for, and what launches would come to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AssetRunsTest {
  private static final ConfigTree DOOR = door(Map.of("env", "PATH"));
  private static final LaunchRequest ORDERS =
      LaunchRequest.ofAssets("orders").on("2001-01-01...2001-01-02").config(DOOR);

  private Instance instance;

  @BeforeAll
  void start(@TempDir Path in) throws Exception {
    instance = new Instance(in, 1);
    instance.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    instance.cancelAll();
    instance.close();
  }

  private static ConfigTree door(Object password) {
    return ConfigTree.of(
        Map.of("resources", Map.of("door", Map.of("config", Map.of("password", password)))));
  }

  private LaunchPlan preview(LaunchRequest request) {
    return instance.daemon().preview(Principal.LOCAL, request);
  }

  private static List<String> steps(LaunchPlan plan) {
    return plan.plan().steps().keySet().stream().map(StepKey::toString).toList();
  }

  @Test
  void assetsRunWithTheirChecksAndRunAgain() throws Exception {
    RunId run = instance.daemon().launch(Principal.LOCAL, ORDERS);
    StoredRun ended = instance.awaitEnd(run);

    assertThat(ended.status()).as(ended.reason()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(ended.run().work().job()).isEqualTo("assets");
    assertThat(instance.daemon().steps(run))
        .extracting(StoredStep::step)
        .containsExactlyInAnyOrder(
            StepKey.parse("orders[2001-01-01]"),
            StepKey.parse("orders[2001-01-02]"),
            StepKey.parse("orders.few[2001-01-01]"),
            StepKey.parse("orders.few[2001-01-02]"));
    RunId again =
        instance
            .daemon()
            .rerun(
                Principal.LOCAL,
                new RerunRequest(run, new RerunRequest.Part.Selected("\"orders[2001-01-02]\"")));
    assertThat(instance.awaitEnd(again).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.daemon().steps(again)).hasSize(1);
  }

  @Test
  void aSecretThatIsWrittenDownIsRefusedAndStoredNowhere() throws Exception {
    LaunchRequest plain = ORDERS.config(door("opensesame"));
    assertThatThrownBy(() -> instance.daemon().launch(Principal.LOCAL, plain))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "resources.door.config.password: a secret is not stored; write {env: NAME} in its place, and set the variable NAME for the server");
    assertThatThrownBy(() -> preview(plain)).isInstanceOf(Refused.class);
    assertThat(instance.holds("opensesame")).isFalse();
  }

  @Test
  void whatALaunchWouldComeToHasItsStepsAndItsConfigAsItIsResolved() {
    List<StoredRun> before = instance.daemon().list(RunFilter.all(), Optional.empty(), 100);

    LaunchPlan plan = preview(ORDERS.tag("team", "ops"));

    assertThat(plan.location()).isEqualTo("pipeline");
    assertThat(steps(plan))
        .containsExactlyInAnyOrder(
            "orders[2001-01-01]",
            "orders[2001-01-02]",
            "orders.few[2001-01-01]",
            "orders.few[2001-01-02]");
    assertThat(plan.plan().steps().values())
        .first()
        .extracting(Plan.Step::partitions)
        .isEqualTo(List.of(PartitionKey.of("2001-01-01")));
    assertThat(plan.config().toJson())
        .contains("{\"env\": \"PATH\"}", "\"tries\": 3", "\"limit\": 10");
    assertThat(plan.tags())
        .containsEntry("team", "ops")
        .containsEntry("dagwerk/selection", "orders");
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), 100)).isEqualTo(before);
  }

  @Test
  void whatRunsMakeAndOthersReportIsKnownOfAssets() throws Exception {
    RunId run = instance.daemon().launch(Principal.LOCAL, ORDERS);
    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    Assets assets = instance.daemon().assets();
    assets.report(
        new Principal("flowkeeper"),
        new AssetReport(
            AssetKey.of("landed"),
            Optional.of(PartitionKey.of("2001-01-03")),
            new AssetReport.Finding.Materialized(Optional.of("v1")),
            Metadata.of("rows", 3)));

    List<DefinedAsset> all = assets.select("*");
    List<AssetStanding> standings = assets.standings(all);

    assertThat(all)
        .extracting(asset -> asset.facts().key().toString())
        .containsExactly("landed", "orders", "revenue");
    assertThat(standings).extracting(AssetStanding::materialized).containsExactly(1L, 2L, 0L);
    assertThat(standings.get(1).checks()).hasSize(1);
    assertThat(standings.get(1).newest().orElseThrow().reportedBy()).isEmpty();
    assertThat(standings.getFirst().newest())
        .get()
        .extracting(AssetFact::reportedBy)
        .isEqualTo(Optional.of("flowkeeper"));
    assertThat(assets.history(AssetKey.of("landed"), Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void aLaunchThatWouldBeRefusedSaysAllThatStandsInItsWay() {
    assertThatThrownBy(() -> preview(LaunchRequest.ofAssets("ordres")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("did you mean 'orders'?");
    assertThatThrownBy(() -> preview(LaunchRequest.ofAssets("orders").on("2001-01-01")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("expected resources: { door: {...} }");
    assertThatThrownBy(() -> preview(LaunchRequest.of("asset"))).isInstanceOf(Refused.class);
  }

  @Test
  void aJobIsToldWithItsStepsInOrder() {
    assertThat(steps(preview(LaunchRequest.of("greet")))).containsExactly("hello", "tell");
  }

  @Test
  void whatNothingHereMakesIsTold() {
    assertThatThrownBy(() -> preview(LaunchRequest.ofAssets("landed")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("asset 'landed' is external, nothing here makes it");
  }
}
