package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What of all assets wants somebody to look at it.
final class AssetHealthApiTest {
  private static final Instant START = Instant.parse("2001-01-31T06:00:00Z");
  private static final StepKey STEP = StepKey.of("load");

  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  private static LedgerRow.AssetPlace place(String asset) {
    return new LedgerRow.AssetPlace(AssetKey.of(asset), Optional.empty());
  }

  private void found(String asset, LedgerRow.Kind kind, Event event) {
    operations
        .storage()
        .assets()
        .report(
            RunId.createdAt(START),
            List.of(
                new LedgerRow(
                    kind,
                    place(asset),
                    Optional.empty(),
                    START,
                    Bytes.of(EventCodec.encode(START, event)))));
  }

  private void made(String asset) {
    found(
        asset,
        new LedgerRow.Kind.Materialized(Optional.empty()),
        new Event.AssetMaterialized(
            STEP, AssetKey.of(asset), Optional.empty(), Optional.empty(), Metadata.none()));
  }

  private void checked(String asset, String check, boolean passed) {
    found(
        asset,
        new LedgerRow.Kind.Checked(check, passed),
        new Event.CheckEvaluated(
            STEP,
            AssetKey.of(asset),
            check,
            Optional.empty(),
            passed,
            Event.Severity.ERROR,
            false,
            "2 rows",
            Metadata.none()));
  }

  private RunId failed(String asset) {
    ContentHash hash = operations.storage().snapshots().put(Bytes.ofText("contents"));
    NewRun.Contents contents = new NewRun.Contents(hash, hash, hash);
    NewRun run =
        new NewRun(
            RunId.createdAt(START),
            new NewRun.Work("assets", "default", "shop", "code-1", contents),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    operations.storage().runs().create(run, START, List.of());
    happen(run.id(), new Change.MaterializationPlanned(STEP, place(asset)));
    happen(run.id(), new Change.AttemptStarted(1));
    for (StepStatus status : List.of(StepStatus.RUNNING, StepStatus.FAILED)) {
      happen(run.id(), new Change.StepMoved(STEP, StepState.of(status, 1, "no rows")));
    }
    return run.id();
  }

  private void happen(RunId run, Change change) {
    Entry entry = new Entry(START, Bytes.ofText("e"), List.of(change));
    operations.storage().runs().move(new Move(run, Optional.empty(), List.of(entry)));
  }

  @Test
  void whatFailedAndWhatIsStaleIsToldWithHowManyAreInEachState() {
    operations.serves(Shop.of(4));
    made("a2");
    made("a1");
    RunId run = failed("a3");

    assertThat(
            ask(
                """
                { assetHealth { states { state number } failed { asset partition run step time reason }
                  stale failedChecks { asset } areAllChecks } }
                """))
        .isEqualTo(
            json(
                """
                {'data': {'assetHealth': {
                'states': [{'state': 'MISSING', 'number': 1}, {'state': 'FAILED', 'number': 1},
                  {'state': 'STALE', 'number': 1}, {'state': 'MATERIALIZED', 'number': 1}],
                'failed': [{'asset': 'a3', 'partition': null, 'run': 'RUN', 'step': 'load',
                  'time': '2001-01-31T06:00:00Z', 'reason': 'no rows'}],
                'stale': ['a2'], 'failedChecks': [], 'areAllChecks': true}}}
                """
                    .replace("RUN", run.toString())));
  }

  @Test
  void anAssetTellsWhyItStandsAsItDoes() {
    operations.serves(Shop.of(4));
    made("a2");
    made("a1");
    RunId run = failed("a3");

    assertThat(ask("{ assets { assets { key state tried { run step reason } staleBecause } } }"))
        .isEqualTo(
            json(
                """
                {'data': {'assets': {'assets': [
                  {'key': 'a1', 'state': 'MATERIALIZED', 'tried': null, 'staleBecause': []},
                  {'key': 'a2', 'state': 'STALE', 'tried': null, 'staleBecause': ['a1']},
                  {'key': 'a3', 'state': 'FAILED',
                   'tried': {'run': 'RUN', 'step': 'load', 'reason': 'no rows'},
                   'staleBecause': []},
                  {'key': 'a4', 'state': 'MISSING', 'tried': null, 'staleBecause': []}]}}}
                """
                    .replace("RUN", run.toString())));
  }

  private RunId began(String job, String step) {
    RunId run = operations.launch(Principal.LOCAL, LaunchRequest.of(job));
    operations.happen(run, new Event.StepStarted(StepKey.of(step)));
    return run;
  }

  @Test
  void theLastStepsOfAnAssetAreNotThoseOfAnOpOfItsName() {
    LocationSnapshot shop = Shop.with(List.of(Shop.op("revenue", Optional.empty())));
    operations.serves(shop);
    RunId ofOp = began("daily", "revenue");
    // Of a job that the code does not have any more.
    operations.serves("shop", Shop.job("refresh", List.of()));
    RunId ofAsset = began("refresh", "revenue");
    operations.serves(shop);

    assertThat(
            ask(
                """
                { lastSteps(asset: "revenue") { run { id } }
                  op: lastSteps(step: "revenue", location: "shop", job: "daily") { run { id } } }
                """))
        .isEqualTo(
            json(
                "{'data': {'lastSteps': [{'run': {'id': '%s'}}], 'op': [{'run': {'id': '%s'}}]}}"
                    .formatted(ofAsset, ofOp)));
    assertThat(ask("{ lastSteps { run { id } } }"))
        .contains("expected either 'step' or 'asset', but found neither");
    assertThat(ask("{ lastSteps(step: \"a\", asset: \"revenue\") { run { id } } }"))
        .contains("expected either 'step' or 'asset', but found both");
  }

  @Test
  void ofEachListTheFirstAreTold() {
    operations.serves(Shop.of(4));
    List.of("a3", "a2", "a1").forEach(this::made);

    assertThat(ask("{ assetHealth(limit: 1) { states { state number } stale } }"))
        .isEqualTo(
            json(
                """
                {'data': {'assetHealth': {
                'states': [{'state': 'MISSING', 'number': 1}, {'state': 'STALE', 'number': 2},
                  {'state': 'MATERIALIZED', 'number': 1}],
                'stale': ['a2']}}}
                """));
  }

  @Test
  void aCheckIsToldUntilItPassesAndAsLongAsItIsDeclared() {
    operations.serves(Shop.location());
    checked("orders", "gone", false);
    checked("nosuch", "few", false);
    checked("orders", "few", false);
    checked("landed", "fresh", false);
    String query =
        "{ assetHealth(limit: %d) { failedChecks { asset fact { check passed } } areAllChecks } }";

    assertThat(ask(query.formatted(2)))
        .isEqualTo(
            json(
                """
                {'data': {'assetHealth': {'failedChecks': [
                  {'asset': 'landed',
                   'fact': {'check': 'fresh', 'passed': false}},
                  {'asset': 'orders',
                   'fact': {'check': 'few', 'passed': false}}],
                'areAllChecks': true}}}
                """));
    assertThat(ask(query.formatted(1))).isEqualTo(onlyOne("landed", "fresh", false));

    checked("landed", "fresh", true);
    assertThat(ask(query.formatted(1))).isEqualTo(onlyOne("orders", "few", true));
  }

  private static String onlyOne(String asset, String check, boolean areAll) {
    return json(
        """
        {'data': {'assetHealth': {'failedChecks': [
          {'asset': '%s', 'fact': {'check': '%s', 'passed': false}}], 'areAllChecks': %b}}}
        """
            .formatted(asset, check, areAll));
  }
}
