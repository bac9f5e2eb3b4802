package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is asked of a job that runs a graph of ops.
final class JobApiTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  @Test
  void theOpsOfAJobTellWhatTheyReadAndWithWhichTypes() {
    operations.serves("shop", job());

    assertThat(
            ask(
                """
                { location(name: "shop") { job(name: "daily") { nodeCount nodes {
                  nodes { name kind upstream fanOuts inputs { kind from output type }
                    outputs { name type isRequired } resources hooks { name end } isIsolated configText } after } } } }
                """))
        .isEqualTo(
            json(
                """
                {'data': {'location': {'job': {'nodeCount': 2, 'nodes': {'nodes': [
                {'name': 'clean.split', 'kind': 'FAN_OUT', 'upstream': [], 'fanOuts': [],
                 'inputs': [{'kind': 'RUN_CONFIG', 'from': 'day', 'output': null, 'type': 'LocalDate'}],
                 'outputs': [{'name': 'result', 'type': 'Order', 'isRequired': true}],
                 'resources': ['warehouse'], 'hooks': [{'name': 'alert', 'end': 'RETRY'}],
                 'isIsolated': true, 'configText': null},
                {'name': 'clean.fix', 'kind': 'OP', 'upstream': ['clean.split'],
                 'fanOuts': ['clean.split'],
                 'inputs': [
                 {'kind': 'ELEMENT', 'from': 'clean.split', 'output': null, 'type': null},
                 {'kind': 'NODE', 'from': 'clean.split', 'output': 'result', 'type': 'Order'},
                 {'kind': 'CONFIG', 'from': '', 'output': null, 'type': null}],
                 'outputs': [{'name': 'result', 'type': 'Order', 'isRequired': true}],
                 'resources': [], 'hooks': [], 'isIsolated': false,
                 'configText': 'text'}], 'after': null}}}}}
                """));
  }

  @Test
  void anOpIsFoundByItsName() {
    operations.serves("shop", job());

    assertThat(
            ask(
                """
                { location(name: "shop") { job(name: "daily") {
                  node(name: "clean.fix") { name tags { key } inputs { kind type } }
                  none: node(name: "gone") { name } } } }
                """))
        .isEqualTo(
            json(
                """
                {'data': {'location': {'job': {'node': {'name': 'clean.fix', 'tags': [],
                  'inputs': [{'kind': 'ELEMENT', 'type': null}, {'kind': 'NODE', 'type': 'Order'},
                    {'kind': 'CONFIG', 'type': null}]}, 'none': null}}}}
                """));
  }

  @Test
  void aJobTellsItsHooksAndWhatItsRunsShare() {
    operations.serves("shop", job(), Shop.job("hourly", List.of()));

    assertThat(
            ask(
                """
                { location(name: "shop") { jobs { jobs { name isolation hooks { name end } } } } }
                """))
        .isEqualTo(
            json(
                """
                {'data': {'location': {'jobs': {'jobs': [
                {'name': 'daily', 'isolation': 'SHARED',
                 'hooks': [{'name': 'page_owner', 'end': 'FAILURE'}]},
                {'name': 'hourly', 'isolation': null, 'hooks': []}]}}}}
                """));
  }

  @Test
  void theNewestRunsOfTheJobsOfAPageAreTold() {
    operations.serves("depot", Shop.job("hourly", List.of()));
    operations.serves(
        "shop",
        Shop.job("daily", List.of()),
        Shop.job("hourly", List.of()),
        Shop.job("new", List.of()));
    launch("daily", "shop");
    RunId daily = launch("daily", "shop");
    RunId hourly = launch("hourly", "shop");
    launch("hourly", "depot");

    assertThat(ask("{ location(name: \"shop\") { jobs { jobs { name newestRun { id } } } } }"))
        .isEqualTo(
            json(
                """
                {'data': {'location': {'jobs': {'jobs': [
                {'name': 'daily', 'newestRun': {'id': '%s'}},
                {'name': 'hourly', 'newestRun': {'id': '%s'}},
                {'name': 'new', 'newestRun': null}]}}}}
                """
                    .formatted(daily, hourly)));
  }

  private RunId launch(String job, String location) {
    return operations.launch(Principal.LOCAL, LaunchRequest.of(job).in(location));
  }

  private static JobSnapshot job() {
    return new JobSnapshot(
        "daily",
        "",
        new LinkedHashMap<>(),
        List.of(
            node(
                "clean.split",
                NodeKind.FAN_OUT,
                List.of(new InputSnapshot.OfRunConfig("day", "LocalDate", true)),
                Optional.empty()),
            node(
                "clean.fix",
                NodeKind.OP,
                List.of(
                    new InputSnapshot.OfElement("clean.split"),
                    new InputSnapshot.OfMany(
                        List.of(new InputSnapshot.OfNode("clean.split", "result"))),
                    new InputSnapshot.OfConfig()),
                Optional.of(new ConfigSchema.Text()))),
        Optional.empty(),
        false,
        List.of("default"),
        List.of(),
        List.of(),
        List.of(new HookSnapshot("page_owner", HookSnapshot.End.FAILURE)),
        List.of(),
        false,
        Optional.empty(),
        Optional.of(Isolation.SHARED),
        JvmOptions.NONE,
        new ConfigSchema.Shape(List.of()));
  }

  private static final Plan.Options ISOLATED =
      new Plan.Options(
          0,
          Retry.NEVER,
          Optional.empty(),
          new LinkedHashMap<>(),
          false,
          Optional.of(JvmOptions.NONE));

  private static NodeSnapshot node(
      String name, NodeKind kind, List<InputSnapshot> inputs, Optional<ConfigSchema> config) {
    boolean isFanOut = kind == NodeKind.FAN_OUT;
    return new NodeSnapshot(
        name,
        kind,
        "",
        new LinkedHashMap<>(),
        inputs,
        List.of(),
        List.of(
            new OutputSnapshot(
                "result",
                "Order",
                true,
                Optional.empty(),
                Optional.empty(),
                true,
                Metadata.none())),
        isFanOut ? ISOLATED : Plan.Options.PLAIN,
        config,
        isFanOut ? List.of("warehouse") : List.of(),
        isFanOut ? List.of(new HookSnapshot("alert", HookSnapshot.End.RETRY)) : List.of(),
        new CodeVersion.Unknown("it is a test's"),
        Optional.empty(),
        false,
        isFanOut ? List.of() : List.of("clean.split"),
        Optional.empty());
  }
}
