package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.LocationSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked and reported of assets. It is 2001-01-31.
final class AssetsApiTest {
  private static final String REPORT =
      """
      mutation($input: ReportInput!) { report(input: $input) {
        __typename ... on Refused { problems }
      } }
      """;

  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  @BeforeEach
  void serve() {
    operations.serves(Shop.location());
  }

  private String ask(String query, Map<String, ?> variables) {
    return api.execute(
            new Principal("flowkeeper"),
            ConfigTree.of(Map.of("query", query, "variables", variables)))
        .toJson();
  }

  private String ask(String query) {
    return ask(query, Map.of());
  }

  private String report(String kind, Map<String, ?> more) {
    Map<String, Object> input = new LinkedHashMap<>(more);
    input.putIfAbsent("asset", "landed");
    input.put("kind", kind);
    return ask(REPORT, Map.of("input", input));
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  @Test
  void assetsAreListedByKeyWithWhatTheyAreMadeFrom() {
    assertThat(
            ask(
                "{ assets(limit: 2) { assets { key group isExternal upstream downstream"
                    + " partitionCount materializedCount checks { name isBlocking newest { passed } } }"
                    + " after } }"))
        .isEqualTo(
            json(
                """
                {'data': {'assets': {'assets': [
                {'key': 'landed', 'group': 'raw', 'isExternal': true, 'upstream': [],
                'downstream': ['orders'], 'partitionCount': 30, 'materializedCount': 0,
                'checks': []},
                {'key': 'orders', 'group': 'sales', 'isExternal': false, 'upstream': ['landed'],
                'downstream': ['revenue'], 'partitionCount': 30, 'materializedCount': 0,
                'checks': [{'name': 'few', 'isBlocking': true, 'newest': null}]}],
                'after': 'orders'}}}
                """));
  }

  @Test
  void anAssetTellsItsHooks() {
    LocationSnapshot shop = Shop.location();
    HookSnapshot hook = new HookSnapshot("page_owner", HookSnapshot.End.FAILURE);
    operations.serves(
        new LocationSnapshot(
            shop.name(),
            shop.codeVersion(),
            List.of(Shop.hooked(shop.nodes().getFirst(), hook)),
            List.of(),
            List.of(),
            List.of(),
            List.of()));

    assertThat(ask("{ asset(key: \"landed\") { hooks { name end } } }"))
        .isEqualTo(
            json("{'data': {'asset': {'hooks': [{'name': 'page_owner', 'end': 'FAILURE'}]}}}"));
  }

  @Test
  void aSelectionChoosesAssetsAndSaysWhatIsWrongWithIt() {
    assertThat(ask("{ assets(select: \"+revenue\", after: \"orders\") { assets { key } after } }"))
        .isEqualTo(json("{'data': {'assets': {'assets': [{'key': 'revenue'}], 'after': null}}}"));
    assertThat(ask("{ assets(select: \"ordres\") { after } }"))
        .contains("did you mean 'orders'?", "\"REFUSED\"");
    assertThat(ask("{ asset(key: \"ordres\") { key } }"))
        .contains("no location defines an asset 'ordres'; did you mean 'orders'?");
  }

  @Test
  void whatIsReportedIsAFactWithWhoReportedIt() {
    assertThat(
            report(
                "MATERIALIZED",
                Map.of(
                    "partition",
                    "2001-01-30",
                    "dataVersion",
                    "v7",
                    "metadata",
                    Map.of("rows", 1200))))
        .isEqualTo(json("{'data': {'report': {'__typename': 'Reported'}}}"));
    report("OBSERVED", Map.of("partition", "2001-01-30"));
    report("CHECKED", Map.of("partition", "2001-01-30", "check", "fresh", "passed", false));

    String asset =
        ask(
            "{ asset(key: \"landed\") { materializedCount newest { partition dataVersion run reportedBy json }"
                + " checks { name isDeclared newest { passed } } history { kind } } }");

    assertThat(asset)
        .contains(
            "\"materializedCount\": 1",
            "\"partition\": \"2001-01-30\"",
            "\"dataVersion\": \"v7\"",
            "\"run\": null",
            "\"reportedBy\": \"flowkeeper\"",
            "\"rows\": {\"kind\": \"Amount\", \"value\": 1200}",
            "\"checks\": [{\"name\": \"fresh\", \"isDeclared\": false, \"newest\": {\"passed\": false}}]",
            "\"history\": [{\"kind\": \"CHECKED\"}, {\"kind\": \"OBSERVED\"}, {\"kind\": \"MATERIALIZED\"}]");
  }

  @Test
  void allThatIsWrongWithAReportIsTold() {
    assertThat(report("MATERIALIZED", Map.of("asset", "revenue", "partition", "2001-01-30")))
        .contains(
            "asset 'revenue' is made by location 'shop'",
            "asset 'revenue' is not partitioned; leave out partition '2001-01-30'");
    assertThat(report("MATERIALIZED", Map.of("partition", "2001-02-30")))
        .contains("asset 'landed' has days from 2001-01-01 to 2001-01-30, but found '2001-02-30'");
    assertThat(report("OBSERVED", Map.of())).contains("but found no partition");
    assertThat(
            report(
                "OBSERVED",
                Map.of("partition", "2001-01-30", "metadata", Map.of("dagwerk/reported_by", "me"))))
        .contains("who reports is known");
    assertThat(report("OBSERVED", Map.of("partition", "")))
        .contains("to be the key of a partition, such as 2001-01-31", "BAD_REQUEST");
    assertThat(report("CHECKED", Map.of("partition", "2001-01-30")))
        .contains("'check' and 'passed' belong to kind CHECKED");
    assertThat(ask("{ asset(key: \"landed\") { history { number } } }"))
        .isEqualTo(json("{'data': {'asset': {'history': []}}}"));
  }
}
