package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of many assets at once. It is 2001-01-31.
final class LineageApiTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  @BeforeEach
  void serve() {
    operations.serves(Shop.location());
  }

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"'), "expected").toJson();
  }

  @Test
  void aGraphOfAssetsIsToldByColumns() {
    assertThat(
            ask(
                "{ lineage { keys states groupNames groups locationNames locations kindSets kinds"
                    + " from to } }"))
        .isEqualTo(
            json(
                """
                {'data': {'lineage': {'keys': ['landed', 'orders', 'revenue'],
                'states': ['EXTERNAL', 'MISSING', 'MISSING'],
                'groupNames': ['raw', 'sales'], 'groups': [0, 1, 1],
                'locationNames': ['shop'], 'locations': [0, 0, 0],
                'kindSets': [['table']], 'kinds': [0, 0, 0], 'from': [0, 1], 'to': [1, 2]}}}
                """));
  }

  @Test
  void anEdgeIsToldOnlyBetweenAssetsThatAreSelected() {
    assertThat(ask("{ lineage(select: \"group:sales\") { keys from to } }"))
        .isEqualTo(
            json("{'data': {'lineage': {'keys': ['orders', 'revenue'], 'from': [0], 'to': [1]}}}"));
    assertThat(ask("{ lineage(select: \"ordres\") { keys } }")).contains("did you mean 'orders'?");
  }

  @Test
  void whatWasReportedOfAnAssetIsItsState() {
    ask(
        "mutation { report(input: {asset: \"landed\", kind: MATERIALIZED, partition: \"2001-01-30\"})"
            + " { __typename } }");
    assertThat(ask("{ lineage(select: \"landed\") { states } asset(key: \"landed\") { state } }"))
        .isEqualTo(
            json(
                "{'data': {'lineage': {'states': ['MATERIALIZED']}, 'asset': {'state': 'MATERIALIZED'}}}"));
  }

  @Test
  void partitionsAreChosenFromTheNewestDown() {
    assertThat(ask("{ partitions(select: \"orders\", limit: 2) { text count newest } }"))
        .isEqualTo(
            json(
                """
                {'data': {'partitions': {'text': 'days from 2001-01-01 to 2001-01-30', 'count': 30,
                'newest': ['2001-01-30', '2001-01-29']}}}
                """));
    assertThat(
            ask("{ partitions(select: \"orders\", containing: \"-01-2\", limit: 1) { newest } }"))
        .contains("2001-01-29");
    assertThat(ask("{ partitions(select: \"revenue\") { text } }"))
        .isEqualTo(json("{'data': {'partitions': null}}"));
  }
}
