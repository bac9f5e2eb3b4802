package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the API tells of runs that were: found, counted, laid beside each other, measured.
final class PastApiTest {
  private static final StepKey PARSE = StepKey.of("parse");
  private static final StepKey LOAD = StepKey.of("load");

  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  @BeforeEach
  void serve() {
    operations.serves("flights", job("refresh"), job("report"));
  }

  private static JobSnapshot job(String name) {
    return Shop.jobOfAssets(name, "about " + name);
  }

  private String ask(String query, Object... named) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (int i = 0; i < named.length; i += 2) {
      variables.put((String) named[i], named[i + 1].toString());
    }
    return api.execute(
            Principal.LOCAL, ConfigTree.of(Map.of("query", query, "variables", variables)))
        .toJson();
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  private RunId launch(String job) {
    return operations.launch(Principal.LOCAL, LaunchRequest.of(job));
  }

  private static Event failed(StepKey step, Throwable thrown) {
    return new Event.StepFailed(
        step, ErrorInfo.of(thrown), Event.FailureKind.EXCEPTION, Metadata.none());
  }

  /// Queued at second 2, started at 3, failed at 9; `parse` has two attempts.
  private RunId failedRun() {
    RunId run = launch("refresh");
    operations.happen(
        run,
        new Event.RunStarted(),
        new Event.StepStarted(PARSE),
        new Event.StepWaitingToRetry(
            PARSE, 1, Duration.ZERO, ErrorInfo.of(new IllegalStateException("again"))),
        new Event.StepRestarted(PARSE, 2),
        failed(PARSE, new IllegalStateException("no file", new RuntimeException("gone"))),
        new Event.StepAbandoned(LOAD, PARSE),
        new Event.RunFailed("steps failed: [parse]\nsecond line", Optional.empty()));
    return run;
  }

  /// `load` begins two seconds after `parse` has ended.
  private RunId succeededRun() {
    RunId run = launch("refresh");
    operations.happen(
        run,
        new Event.RunStarted(),
        new Event.StepStarted(PARSE),
        new Event.StepSucceeded(PARSE, List.of("result"), Duration.ZERO),
        new Event.PoolWaiting(LOAD, new LinkedHashMap<>()),
        new Event.StepStarted(LOAD),
        new Event.StepSucceeded(LOAD, List.of("result"), Duration.ZERO),
        new Event.RunSucceeded(Duration.ZERO));
    return run;
  }

  @Test
  void runsAreFoundByTimeReasonIdAndLocationAndCounted() {
    RunId run = failedRun();
    launch("report");
    String query =
        """
        query($prefix: String) { runs(filter: {text: "FAILED: [", idPrefix: $prefix,
            location: "flights", ended: {from: "2001-01-31T07:00:00+01:00"}}) {
          runs { id shortReason } total { number isExact }
          statusCounts(upTo: 5) { status count { number isExact } } } }
        """;
    String answer = ask(query, "prefix", run.toString().substring(0, 13));
    assertThat(answer)
        .contains(json("{'number': 1, 'isExact': true}"))
        .contains("{\"id\": \"" + run + "\", \"shortReason\": \"steps failed: [parse]\"}")
        .contains(json("{'status': 'FAILED', 'count': {'number': 1, 'isExact': true}}"))
        .contains(json("{'status': 'QUEUED', 'count': {'number': 0, 'isExact': true}}"));
    assertThat(ask("{ runs { total(upTo: 1) { number isExact } } }"))
        .contains(json("{'number': 1, 'isExact': false}"));
  }

  @Test
  void aFilterThatCannotBeIsTold() {
    assertThat(ask("{ runs(filter: {idPrefix: \"x\"}) { before } }"))
        .contains("expected how an id of a run begins", "found 'x'", "BAD_REQUEST");
    assertThat(ask("{ runs(filter: {created: {from: \"yesterday\"}}) { before } }"))
        .contains(
            "expected an instant, such as 2001-01-31T06:00:00Z, from year 1 to 9999, but found 'yesterday'");
    assertThat(
            ask(
                "{ runs(filter: {ended: {from: \"2001-01-31T06:00:00Z\","
                    + " to: \"2001-01-31T06:00:00Z\"}}) { before } }"))
        .contains("expected 'from' to be before 'to'");
    assertThat(ask("{ runs { total(upTo: 0) { number } } }")).contains("from 1 to 100000");
  }

  @Test
  @Covers("S48.3")
  void eventsAreFoundFromTheEndByStepKindLevelAndText() {
    RunId run = failedRun();
    String query =
        """
        query($id: ID!) { run(id: $id) {
          warned: foundEvents(filter: {level: WARN}, limit: 2) {
            events { kind level } total { number isExact } before after }
          more: foundEvents(filter: {level: WARN}, limit: 2, before: 7) { events { kind } }
          parsed: foundEvents(filter: {steps: ["parse"], kinds: ["StepFailed", "StepStarted"]},
            after: 0) { events { kind } }
          text: foundEvents(filter: {text: "NO file"}) { events { position } } } }
        """;
    assertThat(ask(query, "id", run))
        .isEqualTo(
            json(
                """
                {'data': {'run': {
                'warned': {'events': [{'kind': 'StepAbandoned', 'level': 'WARN'},
                  {'kind': 'RunFailed', 'level': 'ERROR'}],
                  'total': {'number': 4, 'isExact': true}, 'before': 7, 'after': 8},
                'more': {'events': [{'kind': 'StepWaitingToRetry'}, {'kind': 'StepFailed'}]},
                'parsed': {'events': [{'kind': 'StepStarted'}, {'kind': 'StepFailed'}]},
                'text': {'events': [{'position': 6}]}}}}
                """));
  }

  @Test
  void aLogIsSearchedWhereItHasGrownAndNotWhenItHasExpired() {
    RunId run = launch("refresh");
    String query = "query($id: ID!) { run(id: $id) { foundEvents { total { number } before } } }";
    assertThat(ask(query, "id", run)).contains(json("{'number': 1}"));
    operations.happen(run, new Event.RunDequeued());
    assertThat(ask(query, "id", run)).contains(json("{'number': 2}"));
    operations.happen(run, new Event.RunFailed("lost", Optional.empty()));
    operations.expireLog(run);
    assertThat(ask(query, "id", run)).contains(json("{'total': {'number': 0}, 'before': null}"));
  }

  @Test
  @Covers("S51.4")
  void whyAStepDidNotRunIsToldWithItsStateItsCauseAndSinceWhen() {
    RunId run = failedRun();
    String query =
        """
        query($id: ID!) { run(id: $id) { steps(after: "a", limit: 1) {
          steps { key status reason rootCause ended } }
          failures { step error { message } } } }
        """;
    assertThat(ask(query, "id", run))
        .isEqualTo(
            json(
                """
                {'data': {'run': {'steps': {'steps': [{'key': 'load', 'status': 'ABANDONED',
                  'reason': 'step \\u0027parse\\u0027 failed', 'rootCause': 'parse',
                  'ended': '2001-01-31T06:00:08Z'}]},
                'failures': [{'step': 'parse',
                  'error': [{'message': 'no file'}, {'message': 'gone'}]}]}}}
                """));
  }

  @Test
  void failuresTellTheirErrorAttemptAndWhatTheyCost() {
    RunId run = failedRun();
    String query =
        """
        query($id: ID!) { run(id: $id) {
          failures { step attempt kind position error { type message } abandoned }
          steps { steps { key rootCause attempts { number began ended error { message } } } } } }
        """;
    assertThat(ask(query, "id", run))
        .isEqualTo(
            json(
                """
                {'data': {'run': {'failures': [{'step': 'parse', 'attempt': 2, 'kind': 'EXCEPTION',
                  'position': 6, 'error': [
                    {'type': 'java.lang.IllegalStateException', 'message': 'no file'},
                    {'type': 'java.lang.RuntimeException', 'message': 'gone'}], 'abandoned': 1}],
                'steps': {'steps': [
                  {'key': 'load', 'rootCause': 'parse', 'attempts': []},
                  {'key': 'parse', 'rootCause': null, 'attempts': [
                    {'number': 1, 'began': '2001-01-31T06:00:04Z', 'ended': '2001-01-31T06:00:05Z',
                     'error': [{'message': 'again'}]},
                    {'number': 2, 'began': '2001-01-31T06:00:06Z', 'ended': '2001-01-31T06:00:07Z',
                     'error': [{'message': 'no file'}, {'message': 'gone'}]}]}]}}}}
                """));
  }

  @Test
  @Covers("S51.2")
  void aFailureTellsAllStepsThatWereNotRunBecauseOfItWithTheirOwners() {
    NodeSnapshot publish = Shop.owned(Shop.op("publish", Optional.empty()), "bi");
    operations.serves(
        new LocationSnapshot(
            "flights",
            "code-1",
            Shop.location().nodes(),
            List.of(Shop.job("daily", List.of(publish))),
            List.of(),
            List.of(),
            List.of()));
    RunId run = launch("daily");
    StepKey far = StepKey.of("revenue");
    operations.happen(
        run,
        new Event.RunStarted(),
        new Event.StepStarted(PARSE),
        failed(PARSE, new IllegalStateException("no file")),
        new Event.StepAbandoned(StepKey.of("publish"), PARSE),
        new Event.StepAbandoned(far, PARSE),
        new Event.RunFailed("steps failed: [parse]", Optional.empty()));
    String query =
        """
        query($id: ID!) { run(id: $id) { failures {
          step abandoned blocked { step owners } first: blocked(limit: 1) { step } } } }
        """;
    assertThat(ask(query, "id", run))
        .isEqualTo(
            json(
                """
                {'data': {'run': {'failures': [{'step': 'parse', 'abandoned': 2, 'blocked': [
                  {'step': 'publish', 'owners': ['bi']},
                  {'step': 'revenue', 'owners': ['team:sales']}],
                  'first': [{'step': 'publish'}]}]}}}
                """));
  }

  @Test
  void theLastStepsOfANodeAreToldNewestFirst() {
    RunId first = succeededRun();
    RunId second = failedRun();
    launch("report");
    String query =
        """
        query { lastSteps(step: "load", location: "flights", job: "refresh") {
          run { id } step { key status } }
          one: lastSteps(step: "load", limit: 1) { run { id } }
          none: lastSteps(step: "load", location: "flights", job: "report") { run { id } }
          elsewhere: lastSteps(step: "load", location: "shop") { run { id } } }
        """;
    assertThat(ask(query))
        .isEqualTo(
            json(
                """
                {'data': {'lastSteps': [
                  {'run': {'id': '%s'}, 'step': {'key': 'load', 'status': 'ABANDONED'}},
                  {'run': {'id': '%s'}, 'step': {'key': 'load', 'status': 'SUCCEEDED'}}],
                  'one': [{'run': {'id': '%s'}}], 'none': [], 'elsewhere': []}}
                """
                    .formatted(second, first, second)));
  }

  @Test
  void theCriticalPathTellsWaitingApartFromRunning() {
    RunId run = succeededRun();
    String query =
        """
        query($id: ID!) { run(id: $id) {
          criticalPath { step ready waitingMillis runningMillis }
          steps { steps { key ready waitedFor lastBegan } } } }
        """;
    assertThat(ask(query, "id", run))
        .isEqualTo(
            json(
                """
                {'data': {'run': {'criticalPath': [
                  {'step': 'parse', 'ready': '2001-01-31T06:00:03Z',
                   'waitingMillis': 1000, 'runningMillis': 1000},
                  {'step': 'load', 'ready': '2001-01-31T06:00:05Z',
                   'waitingMillis': 2000, 'runningMillis': 1000}],
                'steps': {'steps': [
                  {'key': 'load', 'ready': '2001-01-31T06:00:05Z', 'waitedFor': 'parse',
                   'lastBegan': '2001-01-31T06:00:07Z'},
                  {'key': 'parse', 'ready': '2001-01-31T06:00:03Z', 'waitedFor': null,
                   'lastBegan': '2001-01-31T06:00:04Z'}]}}}}
                """));
  }

  @Test
  void aTimelineLaysRunsBesideEachOther() {
    failedRun();
    RunId second = succeededRun();
    RunId report = launch("report");
    String query =
        """
        { timeline(from: "2001-01-31T06:00:00Z", to: "2001-02-01T00:00:00Z", perJob: 1) {
          isWhole rows { job leftOut runs { id } } } }
        """;
    assertThat(ask(query))
        .isEqualTo(
            json("""
            {'data': {'timeline': {'isWhole': true, 'rows': [
              {'job': 'refresh', 'leftOut': 1, 'runs': [{'id': '%s'}]},
              {'job': 'report', 'leftOut': 0, 'runs': [{'id': '%s'}]}]}}}
            """)
                .formatted(second, report));
    assertThat(
            ask(
                "{ timeline(from: \"2001-01-31T06:00:00Z\", to: \"2001-01-30T06:00:00Z\")"
                    + " { isWhole } }"))
        .contains("expected 'from' to be before 'to'", "BAD_REQUEST");
  }

  @Test
  @Covers({"S47.2", "S47.3", "S47.6"})
  void aHistoryHasAValueOfEachStepForEachRunAndGapsWhereThereIsNone() {
    failedRun();
    succeededRun();
    String query =
        """
        query($m: Measure!) { history(job: "refresh", steps: [], measure: $m) {
          points { time isNewCode } series { step values median } leftOut isWhole } }
        """;
    assertThat(ask(query, "m", "DURATION"))
        .contains(json("{'step': 'load', 'values': [null, 1.0], 'median': 1.0}"))
        .contains(json("{'step': 'parse', 'values': [3.0, 1.0], 'median': 1.0}"));
    assertThat(ask(query, "m", "LAST_ATTEMPT"))
        .contains(json("{'step': 'parse', 'values': [1.0, 1.0], 'median': 1.0}"));
    assertThat(ask(query, "m", "WAITING"))
        .contains(json("{'step': 'load', 'values': [null, 2.0], 'median': 2.0}"));
    assertThat(ask(query, "m", "RETRIES"))
        .contains(json("{'step': 'parse', 'values': [1.0, 0.0], 'median': 0.0}"));
    assertThat(ask(query, "m", "FAILURES"))
        .contains(json("{'step': 'parse', 'values': [1.0, 0.0], 'median': 0.0}"));
    assertThat(ask("{ history(job: \"refresh\", measure: WAITING) { series { step values } } }"))
        .contains(json("{'step': null, 'values': [2.0, 2.0]}"));
  }

  @Test
  void aMatrixHasTheStepsOfTheNewestRunOfEachPartition() {
    RunId run =
        operations.launch(
            Principal.LOCAL, LaunchRequest.of("refresh").tag(RunTags.PARTITIONS, "monday"));
    operations.happen(
        run, new Event.StepStarted(PARSE), failed(PARSE, new IllegalStateException("no")));
    String query =
        """
        { jobMatrix(job: "refresh", partitions: ["monday", "tuesday"]) {
          columns { partition run } rows { key cells failed runs } }
          latest: jobMatrix(job: "refresh") { columns { partition } } }
        """;
    assertThat(ask(query))
        .isEqualTo(
            json("""
            {'data': {'jobMatrix': {'columns': [{'partition': 'monday', 'run': '%s'},
              {'partition': 'tuesday', 'run': null}],
            'rows': [{'key': 'parse', 'cells': ['FAILED', 'MISSING'], 'failed': 1,
              'runs': ['%s', null]}]},
            'latest': {'columns': [{'partition': 'monday'}]}}}
            """)
                .formatted(run, run));
  }

  @Test
  void twoRunsAreCompared() {
    RunId left = failedRun();
    RunId right = succeededRun();
    String query =
        """
        query($l: ID!, $r: ID!) { runComparison(left: $l, right: $r) {
          left { codeVersion } right { status }
          steps { key left { status } right { status } } config { path left right } } }
        """;
    assertThat(ask(query, "l", left, "r", right))
        .contains(
            json(
                "{'key': 'load', 'left': {'status': 'ABANDONED'}, 'right': {'status': 'SUCCEEDED'}}"))
        .contains("\"config\": []");
    assertThat(ask(query, "l", left, "r", "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b"))
        .isEqualTo(json("{'data': {'runComparison': null}}"));
  }
}
