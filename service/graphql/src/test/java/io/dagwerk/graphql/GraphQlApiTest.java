package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.RerunRequest;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LogKey;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GraphQlApiTest {
  private static final StepKey PARSE = StepKey.of("parse");

  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  @BeforeEach
  void serve() {
    operations.serves("flights", job("refresh"), job("report"));
  }

  private static JobSnapshot job(String name) {
    return Shop.jobOfAssets(name, "about " + name);
  }

  private String ask(String query) {
    return ask(query, Map.of());
  }

  private String ask(String query, Map<String, ?> variables) {
    return api.execute(
            Principal.LOCAL, ConfigTree.of(Map.of("query", query, "variables", variables)))
        .toJson();
  }

  private RunId launch(String job) {
    return operations.launch(Principal.LOCAL, LaunchRequest.of(job));
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  @Test
  void whatALaunchWouldComeToIsToldWithoutARun() {
    String query =
        """
        query($input: LaunchInput!) { launchPlan(input: $input) {
          __typename ... on Refused { problems }
          ... on LaunchPlan { location mode config
            plan { job steps(limit: 1) { steps { key } after } } }
        } }
        """;

    assertThat(ask(query, Map.of("input", Map.of("job", "refresh", "config", Map.of("a", 1)))))
        .isEqualTo(
            json(
                """
                {'data': {'launchPlan': {'__typename': 'LaunchPlan', 'location': 'flights',
                'mode': 'default', 'config': {'a': 1},
                'plan': {'job': 'refresh', 'steps': {'steps': [{'key': 'parse'}],
                'after': 'parse'}}}}}
                """));
    assertThat(ask(query, Map.of("input", Map.of("job", "refres"))))
        .contains("'refres' is not defined");
    assertThat(operations.requests()).isEmpty();
  }

  @Test
  void aLaunchTakesAllThatCanBeSaidOfIt() {
    String answer =
        ask(
            """
            mutation($input: LaunchInput!) { launch(input: $input) {
              __typename ... on Run { job location mode priority status tags { key value } config }
            } }
            """,
            Map.of(
                "input",
                Map.of(
                    "job", "refresh",
                    "location", "flights",
                    "preset", "small",
                    "mode", "test",
                    "config", Map.of("limit", 10),
                    "select", "raw*",
                    "partitions", "2001-01-01",
                    "priority", 3,
                    "tags", List.of(Map.of("key", "team", "value", "ops")))));

    assertThat(answer)
        .isEqualTo(
            json(
                """
                {'data': {'launch': {'__typename': 'Run', 'job': 'refresh', 'location': 'flights',
                'mode': 'test', 'priority': 3, 'status': 'QUEUED',
                'tags': [{'key': 'team', 'value': 'ops'}], 'config': {'limit': 10}}}}
                """));
    assertThat(operations.requests())
        .containsExactly(
            LaunchRequest.of("refresh")
                .in("flights")
                .preset("small")
                .mode("test")
                .config(ConfigTree.of(Map.of("limit", 10)))
                .select("raw*")
                .on("2001-01-01")
                .priority(3)
                .tag("team", "ops"));
  }

  @Test
  void configMayBeWrittenInTheRequestItself() {
    String answer =
        ask(
            """
            mutation { launch(input: {job: "refresh", config: {a: [1, 2.5, true, null], b: "x"}}) {
              ... on Run { config } } }
            """);

    assertThat(answer)
        .isEqualTo(json("{'data': {'launch': {'config': {'a': [1, 2.5, true, null], 'b': 'x'}}}}"));
  }

  @Test
  @Covers("K13.2")
  void whatIsRefusedIsDataAndSaysWhy() {
    String answer =
        ask(
            """
            mutation { launch(input: {job: "refesh"}) {
              __typename ... on Refused { problems } } }
            """);

    assertThat(answer)
        .isEqualTo(
            "{\"data\": {\"launch\": {\"__typename\": \"Refused\", \"problems\": [\"job 'refesh' is not"
                + " defined; did you mean 'refresh'?\"]}}}");
  }

  @Test
  void runsAreListedNewestFirstPageByPage() {
    RunId first = launch("refresh");
    RunId second = launch("report");
    RunId third = launch("refresh");
    String query = "query($before: ID) { runs(limit: 2, before: $before) { runs { id } before } }";

    assertThat(ask(query))
        .isEqualTo(
            json("{'data': {'runs': {'runs': [{'id': '%s'}, {'id': '%s'}], 'before': '%s'}}}")
                .formatted(third, second, second));
    assertThat(ask(query, Map.of("before", second.toString())))
        .isEqualTo(
            json("{'data': {'runs': {'runs': [{'id': '%s'}], 'before': null}}}").formatted(first));
  }

  @Test
  void runsAreFilteredByJobStatusAndTag() {
    launch("refresh");
    RunId tagged =
        operations.launch(Principal.LOCAL, LaunchRequest.of("report").tag("team", "ops"));

    String answer =
        ask(
            """
            { runs(filter: {job: "report", statuses: [QUEUED], tags: [{key: "team", value: "ops"}]})
              { runs { id } } }
            """);

    assertThat(answer)
        .isEqualTo(json("{'data': {'runs': {'runs': [{'id': '%s'}]}}}").formatted(tagged));
  }

  @Test
  void noQueryIsWithoutLimit() {
    assertThat(ask("{ runs(limit: 1001) { before } }"))
        .contains("expected 'limit' to be from 1 to 1000, but found 1001", "BAD_REQUEST");
  }

  @Test
  void aRequestThatAsksForTooMuchIsNotBegun() {
    String answer =
        ask("{ runs(limit: 1000) { runs { events(limit: 10000) { events { text } } } } }");

    assertThat(answer).contains("complexity");
  }

  @Test
  void whatIsDecodedOrWaitedForManyTimesIsNotBegun() {
    String run = "run(id: \"0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b\")";
    String wait = "events(limit: 1, waitMillis: 1) { after }";
    String text = "log(stream: STDOUT, limit: 1048576) { text }";

    for (String query :
        List.of(
            "{ runs(limit: 100) { runs { plan { stepCount } } } }",
            "{ runs(limit: 1000) { runs { config } } }",
            "{ %s { a: %s b: %s c: %s } }".formatted(run, wait, wait, wait),
            "{ runs(limit: 100) { runs { %s } } }".formatted(text))) {
      assertThat(ask(query)).as(query).contains("complexity");
    }
  }

  @Test
  void aWholeRunMayBeAskedForAtOnce() {
    RunId run = launch("refresh");

    String answer =
        ask(
            """
            query($id: ID!) { run(id: $id) { config
              plan { steps(limit: 10000) { steps { key kind upstream } } }
              steps(limit: 10000) { steps { key status attempt reason began ended } after }
              events(limit: 1000, waitMillis: 1) {
                events { position time kind step text json } after isWhole } } }
            """,
            Map.of("id", run.toString()));

    assertThat(answer).doesNotContain("\"errors\"");
  }

  @Test
  void streamsArePaged() {
    RunId run = launch("refresh");
    operations.print(new LogKey(run, 1, Optional.of(PARSE), Event.Stream.STDOUT), "a");
    operations.print(new LogKey(run, 1, Optional.of(PARSE), Event.Stream.STDERR), "b");
    String query =
        """
        query($id: ID!, $after: String) { run(id: $id) {
          logs(limit: 1, after: $after) { logs { stream } after } } }
        """;

    assertThat(ask(query, Map.of("id", run.toString())))
        .contains("{\"logs\": [{\"stream\": \"STDOUT\"}], \"after\": \"1/STDOUT/parse\"}");
    assertThat(ask(query, Map.of("id", run.toString(), "after", "1/STDOUT/parse")))
        .contains("{\"logs\": [{\"stream\": \"STDERR\"}], \"after\": null}");
  }

  @Test
  void theSchemaCanBeLearned() {
    assertThat(ask(IntrospectionQuery.INTROSPECTION_QUERY))
        .contains("\"name\": \"LaunchInput\"")
        .doesNotContain("\"errors\"");
  }

  @Test
  void aRequestWithoutQueryIsTold() {
    assertThat(api.execute(Principal.LOCAL, ConfigTree.empty()).toJson())
        .contains("expected a map with a text 'query'", "BAD_REQUEST");
  }

  @Test
  void anIdThatIsNoneIsTold() {
    assertThat(ask("{ run(id: \"7\") { status } }"))
        .contains("expected 'id' to be the whole id of a run", "but found '7'");
  }

  @Test
  void aRunThatIsNotThereIsNull() {
    assertThat(ask("{ run(id: \"0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b\") { status } }"))
        .isEqualTo(json("{'data': {'run': null}}"));
  }

  @Test
  void aRunTellsItsTimesStepsAndPlan() {
    RunId run = launch("refresh");
    operations.happen(
        run,
        new Event.RunStarted(),
        new Event.StepStarted(PARSE),
        new Event.StepFailed(
            PARSE,
            ErrorInfo.of(new IllegalStateException("no file")),
            Event.FailureKind.EXCEPTION,
            io.dagwerk.model.Metadata.none()),
        new Event.RunFailed("steps failed: [parse]", Optional.empty()));

    String answer =
        ask(
            """
            query($id: ID!) { run(id: $id) { status reason started ended root parent
              steps { steps { key status attempt reason began ended } after }
              plan { stepCount steps { steps {
                key kind isTemplate upstream outputs { name isRequired asset } reusedFrom } } }
            } }
            """,
            Map.of("id", run.toString()));

    assertThat(answer)
        .isEqualTo(
            json("""
            {'data': {'run': {'status': 'FAILED', 'reason': 'steps failed: [parse]',
            'started': '2001-01-31T06:00:03Z', 'ended': '2001-01-31T06:00:06Z',
            'root': '%s', 'parent': null,
            'steps': {'steps': [{'key': 'parse', 'status': 'FAILED', 'attempt': 1,
              'reason': 'IllegalStateException: no file',
              'began': '2001-01-31T06:00:04Z', 'ended': '2001-01-31T06:00:05Z'}],
              'after': null},
            'plan': {'stepCount': 2, 'steps': {'steps': [
              {'key': 'parse', 'kind': 'OP', 'isTemplate': false, 'upstream': [],
               'outputs': [{'name': 'result', 'isRequired': true, 'asset': null}],
               'reusedFrom': null},
              {'key': 'load', 'kind': 'OP', 'isTemplate': false, 'upstream': ['parse'],
               'outputs': [{'name': 'result', 'isRequired': true, 'asset': null}],
               'reusedFrom': null}]}}}}}
            """)
                .formatted(run));
  }

  @Test
  void stepsArePagedByKey() {
    RunId run = launch("refresh");
    operations.happen(run, new Event.StepStarted(PARSE), new Event.StepStarted(StepKey.of("load")));
    String query =
        """
        query($id: ID!, $after: String) { run(id: $id) {
          steps(limit: 1, after: $after) { steps { key } after } } }
        """;

    assertThat(ask(query, Map.of("id", run.toString())))
        .contains("{\"steps\": [{\"key\": \"load\"}], \"after\": \"load\"}");
    assertThat(ask(query, Map.of("id", run.toString(), "after", "load")))
        .contains("{\"steps\": [{\"key\": \"parse\"}], \"after\": null}");
    assertThat(ask(query, Map.of("id", run.toString(), "after", "m")))
        .contains("{\"steps\": [{\"key\": \"parse\"}], \"after\": null}");
    assertThat(ask(query, Map.of("id", run.toString(), "after", "a["))).contains("BAD_REQUEST");
  }

  @Test
  void eventsAreToldAsTextAndWhole() {
    RunId run = launch("refresh");
    operations.happen(
        run, new Event.StepSucceeded(PARSE, List.of("result"), Duration.ofMillis(1250)));

    String answer =
        ask(
            """
            query($id: ID!) { run(id: $id) { events(after: 1) {
              events { position time kind step text json } after isWhole } } }
            """,
            Map.of("id", run.toString()));

    assertThat(answer)
        .isEqualTo(
            json(
                """
                {'data': {'run': {'events': {'events': [{'position': 2,
                'time': '2001-01-31T06:00:03Z', 'kind': 'StepSucceeded', 'step': 'parse',
                'text': 'succeeded in 1.25 s',
                'json': {'kind': 'StepSucceeded', 'step': 'parse', 'outputs': ['result'],
                'took': 'PT1.25S'}}], 'after': 2, 'isWhole': false}}}}
                """));
  }

  @Test
  void whoWaitsForAnEventIsAnsweredWhenItComes() {
    RunId run = launch("refresh");
    operations.whenWatched(() -> operations.happen(run, new Event.RunDequeued()));

    assertThat(waitForEvents(run, 1)).contains("\"kind\": \"RunDequeued\"");
  }

  @Test
  void whoWaitsForAnEventOfARunThatHasEndedIsAnsweredAtOnce() {
    RunId run = launch("refresh");
    operations.happen(run, new Event.RunSucceeded(Duration.ZERO));

    assertThat(waitForEvents(run, 2))
        .isEqualTo(json("{'data': {'run': {'events': {'events': [], 'isWhole': true}}}}"));
  }

  private String waitForEvents(RunId run, long after) {
    return ask(
        """
        query($id: ID!, $after: Long!) { run(id: $id) {
          events(after: $after, waitMillis: 10000) { events { kind } isWhole } } }
        """,
        Map.of("id", run.toString(), "after", after));
  }

  @Test
  void whatWasPrintedIsReadByOffset() {
    RunId run = launch("refresh");
    operations.print(new LogKey(run, 1, Optional.of(PARSE), Event.Stream.STDOUT), "é und ü\n");

    String answer =
        ask(
            """
            query($id: ID!) { run(id: $id) { logs { logs { step attempt stream } after }
              start: log(step: "parse", stream: STDOUT, limit: 8) { offset end text isWhole }
              rest: log(step: "parse", stream: STDOUT, offset: 7) { offset end text isWhole } } }
            """,
            Map.of("id", run.toString()));

    assertThat(answer)
        .isEqualTo(
            json(
                """
                {'data': {'run': {'logs': {'logs': [{'step': 'parse', 'attempt': 1, 'stream': 'STDOUT'}],
                'after': null},
                'start': {'offset': 0, 'end': 7, 'text': '\u00e9 und ', 'isWhole': false},
                'rest': {'offset': 7, 'end': 10, 'text': '\u00fc\\n', 'isWhole': false}}}}
                """));
  }

  @Test
  void aRunIsExecutedAgainInPart() {
    RunId run = launch("refresh");
    operations.happen(run, new Event.RunFailed("lost", Optional.empty()));
    String query =
        """
        mutation($input: RerunInput!) { rerun(input: $input) {
          __typename ... on Run { parent root } ... on Refused { problems } } }
        """;

    String answer =
        ask(
            query,
            Map.of(
                "input",
                Map.of(
                    "run", run.toString(), "part", "SELECTED_AND_DOWNSTREAM", "select", "parse")));

    assertThat(answer)
        .isEqualTo(
            json("{'data': {'rerun': {'__typename': 'Run', 'parent': '%s', 'root': '%s'}}}")
                .formatted(run, run));
    assertThat(operations.requests())
        .last()
        .isEqualTo(new RerunRequest(run, new RerunRequest.Part.SelectedAndDownstream("parse")));
    assertThat(ask(query, Map.of("input", Map.of("run", run.toString(), "part", "SELECTED"))))
        .contains("part SELECTED wants 'select', a selection of step keys");
  }

  @Test
  void whoAsksAgainForARunOfAChosenIdFindsIt() {
    String id = "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b";
    String launch =
        "mutation($id: ID!) { launch(input: {id: $id, job: \"refresh\"}) { ... on Run { id } } }";
    String expected = json("{'data': {'launch': {'id': '%s'}}}").formatted(id);

    assertThat(ask(launch, Map.of("id", id))).isEqualTo(expected);
    assertThat(ask(launch, Map.of("id", id))).isEqualTo(expected);
    assertThat(operations.requests()).hasSize(1);
  }

  @Test
  void aRunIsCanceledAndThenDeleted() {
    RunId run = launch("refresh");

    assertThat(
            ask(
                "mutation($run: ID!) { cancel(run: $run, reason: \"wrong day\") {"
                    + " ... on Run { status reason } } }",
                Map.of("run", run.toString())))
        .isEqualTo(json("{'data': {'cancel': {'status': 'CANCELING', 'reason': 'wrong day'}}}"));

    operations.happen(run, new Event.RunCanceled("wrong day"));
    String delete =
        "mutation($run: ID!) { deleteRun(run: $run) {"
            + " ... on DeletedRun { id } ... on Refused { problems } } }";
    assertThat(ask(delete, Map.of("run", run.toString())))
        .isEqualTo(json("{'data': {'deleteRun': {'id': '%s'}}}").formatted(run));
    assertThat(ask(delete, Map.of("run", run.toString()))).contains("there is no run " + run);
  }
}
