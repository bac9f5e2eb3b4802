package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.ReloadedSettings;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.JobSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LocationsApiTest {
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

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  @Test
  void theJobsOfOneLocationArePaged() {
    String query =
        "query($name: String!, $after: String) { location(name: $name) { jobs(after: $after, limit: 1) { jobs { name } after } } }";

    assertThat(ask(query, Map.of("name", "flights")))
        .isEqualTo(
            json(
                "{'data': {'location': {'jobs': {'jobs': [{'name': 'refresh'}], 'after': 'refresh'}}}}"));
    assertThat(ask(query, Map.of("name", "flights", "after", "refresh")))
        .isEqualTo(
            json(
                "{'data': {'location': {'jobs': {'jobs': [{'name': 'report'}], 'after': null}}}}"));
    assertThat(ask(query, Map.of("name", "ships"))).isEqualTo(json("{'data': {'location': null}}"));
  }

  @Test
  void aJobTellsWhatItIsAndWhatItsConfigMustLookLike() {
    assertThat(
            ask(
                """
                { location(name: "flights") { job(name: "refresh") { name location assets nodeCount
                  executors isMemoized timeoutMillis configSchema newestRun { id }
                  nodes { nodes { name } after } } none: job(name: "gone") { name } } }
                """))
        .isEqualTo(
            json(
                """
                {'data': {'location': {'job': {'name': 'refresh', 'location': 'flights',
                'assets': '*', 'nodeCount': 0, 'executors': [], 'isMemoized': false,
                'timeoutMillis': null,
                'configSchema': {'$schema': 'https://json-schema.org/draft/2020-12/schema',
                'type': ['object', 'null'], 'properties': {}, 'additionalProperties': false},
                'newestRun': null, 'nodes': {'nodes': [], 'after': null}}, 'none': null}}}
                """));
  }

  @Test
  void locationsTellTheirJobsAndTheirTrouble() {
    operations.isDown(
        "broken",
        new ErrorInfo(
            "CompileError",
            "Jobs.java:3: ';' expected",
            List.of(),
            Optional.of(ErrorInfo.ofMessage("Cause", "below"))));

    String answer =
        ask(
            """
            { locations { name state codeVersion trouble { type message frames } notTurned { what text }
              jobs { jobs { name description modes presets } } } }
            """);

    assertThat(answer)
        .isEqualTo(
            json("""
            {'data': {'locations': [{'name': 'flights', 'state': 'READY',
            'codeVersion': 'code-1', 'trouble': [], 'notTurned': [], 'jobs': {'jobs': [
            {'name': 'refresh', 'description': 'about refresh', 'modes': ['default'],
             'presets': []},
            {'name': 'report', 'description': 'about report', 'modes': ['default'],
             'presets': []}]}},
            {'name': 'broken', 'state': 'DOWN', 'codeVersion': null, 'trouble': [
            {'type': 'CompileError', 'message': 'Jobs.java:3: QUOTE;QUOTE expected',
             'frames': []},
            {'type': 'Cause', 'message': 'below', 'frames': []}], 'notTurned': [], 'jobs': {'jobs': []}}]}}
            """)
                .replace("QUOTE", "'"));
  }

  @Test
  void aLocationIsLoadedAnew() {
    String reload =
        "mutation($name: String!) { reloadLocation(name: $name) {"
            + " ... on Location { state } ... on Refused { problems } } }";

    assertThat(ask(reload, Map.of("name", "flights")))
        .isEqualTo(json("{'data': {'reloadLocation': {'state': 'READY'}}}"));
    assertThat(operations.requests()).containsExactly("flights");
    assertThat(ask(reload, Map.of("name", "flight")))
        .contains("there is no location 'flight'; did you mean 'flights'?");
  }

  @Test
  void whatCameOfReadingTheSettingsAgainIsToldOrWhyItCannotBe() {
    String reload =
        "mutation { reloadSettings { ... on ReloadedSettings { added removed changed unchanged"
            + " needRestart } ... on Refused { problems } } }";

    assertThat(ask(reload)).contains("there is no setting 'lokations'; did you mean 'locations'?");
    operations.reloads(
        new ReloadedSettings(
            List.of("a"), List.of("b"), List.of("c"), List.of("d"), List.of("runs")));
    assertThat(ask(reload))
        .isEqualTo(
            json(
                "{'data': {'reloadSettings': {'added': ['a'], 'removed': ['b'], 'changed': ['c'],"
                    + " 'unchanged': ['d'], 'needRestart': ['runs']}}}"));
  }

  @Test
  void howPagesAreToLookIsTold() {
    Look look =
        new Look(
            Optional.of("https://host/blob/{file}"),
            new LinkedHashMap<>(
                Map.of("spark", new Look.KindLook(Optional.of("BOLT"), Optional.empty()))));
    String query = "{look{sources kinds{kind icon color}}}";
    ConfigTree asked = ConfigTree.of(Map.of("query", query));
    assertThat(
            new GraphQlApi(operations, new ServerFacts(ApiMode.OPEN, look, List.of()))
                .execute(Principal.LOCAL, asked)
                .toJson())
        .isEqualTo(
            "{\"data\": {\"look\": {\"sources\": \"https://host/blob/{file}\", \"kinds\": "
                + "[{\"kind\": \"spark\", \"icon\": \"BOLT\", \"color\": null}]}}}");
    assertThat(new GraphQlApi(operations).execute(Principal.LOCAL, asked).toJson())
        .isEqualTo("{\"data\": {\"look\": {\"sources\": null, \"kinds\": []}}}");
  }
}
