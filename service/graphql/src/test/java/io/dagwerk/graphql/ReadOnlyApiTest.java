package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a read-only API does with all that its schema has.
final class ReadOnlyApiTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi open = new GraphQlApi(operations);
  private final GraphQlApi readOnly = new GraphQlApi(operations, ServerFacts.PLAIN.readOnly());
  private final WrittenRequests written = WrittenRequests.ofSchema();
  private RunId run = RunId.of("0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b");

  @BeforeEach
  void serve() {
    operations.serves("flights", Shop.jobOfAssets("refresh", ""));
    run = operations.launch(Principal.LOCAL, LaunchRequest.of("refresh"));
  }

  private static String ask(GraphQlApi api, String request) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", request))).toJson();
  }

  private String written(String type, String field) {
    return written.request(type, field).replace(WrittenRequests.RUN, run.toString());
  }

  @Test
  @Covers("K13.4")
  void everyMutationOfTheSchemaIsRefused() {
    List<Object> before = operations.requests();
    List<String> mutations = written.fields("Mutation");

    assertThat(mutations).contains("launch", "report", "reloadSettings");
    assertThat(mutations)
        .allSatisfy(mutation -> {
          String request = written("Mutation", mutation);
          assertThat(ask(readOnly, request))
              .contains(ApiMode.REFUSAL, "\"code\": \"READ_ONLY\"")
              .doesNotContain("\"data\"");
          assertThat(ask(open, request)).doesNotContain("READ_ONLY").contains("\"data\"");
        });
    assertThat(operations.requests()).hasSizeGreaterThan(before.size());
  }

  @Test
  void nothingHasHappenedThen() {
    List<Object> before = operations.requests();

    written.fields("Mutation").forEach(field -> ask(readOnly, written("Mutation", field)));

    assertThat(operations.requests()).isEqualTo(before);
    assertThat(operations.find(run)).isPresent();
  }

  @Test
  void everyQueryOfTheSchemaIsAnsweredAsElsewhere() {
    List<String> queries = written.fields("Query");

    assertThat(queries).contains("runs", "launchPlan", "assetMatrix");
    assertThat(queries.stream().filter(query -> !query.equals("server")))
        .allSatisfy(query -> {
          String answer = ask(readOnly, written("Query", query));
          assertThat(answer)
              .doesNotContain("READ_ONLY", "ValidationError", "InvalidSyntax")
              .isEqualTo(ask(open, written("Query", query)));
        });
  }

  @Test
  void aMutationAmongQueriesIsRefusedAndAQueryBesideItIsNot() {
    String both = "query a { runs { before } } mutation b { reloadSettings { __typename } }";

    assertThat(named(readOnly, both, "a")).contains("\"runs\"");
    assertThat(named(readOnly, both, "b")).contains("READ_ONLY");
  }

  private static String named(GraphQlApi api, String query, String name) {
    return api.execute(
            Principal.LOCAL, ConfigTree.of(Map.of("query", query, "operationName", name)))
        .toJson();
  }

  @Test
  void aMutationWhereSubscriptionsAreAskedIsRefusedToo() throws InterruptedException {
    ConfigTree request = ConfigTree.of(Map.of("query", written("Mutation", "cancel")));

    try (AnswerStream answers = readOnly.answers(Principal.LOCAL, request)) {
      assertThat(answers.next().orElseThrow().toJson()).contains("READ_ONLY");
    }
  }

  @Test
  void aRunIsFollowed() {
    ConfigTree request =
        ConfigTree.of(
            Map.of(
                "query",
                "subscription { runEvents(run: \"%s\") { events { kind } isWhole } }"
                    .formatted(run)));
    operations.happen(run, new Event.RunCanceled("no"));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try (AnswerStream answers = readOnly.answers(Principal.LOCAL, request)) {
            assertThat(answers.next().orElseThrow().toJson()).contains("RunCanceled");
          }
        });
  }

  @Test
  void aClientIsToldWhichItIs() {
    String asked = "{ server { isReadOnly } }";

    assertThat(ask(readOnly, asked))
        .isEqualTo(
            Json.parse("{\"data\": {\"server\": {\"isReadOnly\": true}}}", "expected").toJson());
    assertThat(ask(open, asked)).contains("false");
  }
}
