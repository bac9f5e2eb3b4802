package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Partitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void aGraphOfMoreAssetsThanCanBeToldIsRefusedInWords() {
    operations.serves(Shop.of(50_001));

    assertThat(ask("{ lineage { keys } }"))
        .contains("selection '*' chooses 50,001 assets, but a graph has 50,000 at most")
        .contains("BAD_REQUEST");
    assertThat(ask("{ lineage(select: \"a7\") { keys } }")).contains("\"a7\"");
  }

  /// A launch takes the days of a job that makes months too, and finds the months of these.
  @Test
  void ofDaysAndMonthsTheDaysAreOfferedAndBothAreTold() {
    operations.serves(
        Shop.with(
            List.of(
                Shop.op("months", Optional.of(Partitions.monthly("2000-11-01"))),
                Shop.op("days", Optional.of(Partitions.daily("2001-01-01"))),
                Shop.op("late", Optional.of(Partitions.daily("2001-01-29"))),
                Shop.op("once", Optional.empty()))));

    assertThat(
            ask(
                "{ partitions(location: \"shop\", job: \"daily\", limit: 1) { text count newest } }"))
        .isEqualTo(
            json(
                "{'data': {'partitions': {'text': 'days from 2001-01-01 to 2001-01-30; or months from 2000-11 to 2000-12; or days from 2001-01-29 to 2001-01-30', 'count': 30, 'newest': ['2001-01-30']}}}"));
    assertThat(ask("{ partitions(job: \"daily\", select: \"months,once\") { count newest } }"))
        .isEqualTo(
            json("{'data': {'partitions': {'count': 2, 'newest': ['2000-12', '2000-11']}}}"));
    assertThat(ask("{ partitions(job: \"daily\", select: \"once\") { count } }"))
        .isEqualTo(json("{'data': {'partitions': null}}"));
  }

  @Test
  void partitionsOfWhatIsNotDefinedAreRefusedInWords() {
    operations.serves(Shop.with(List.of(Shop.op("all", Optional.empty()))));

    assertThat(ask("{ partitions(job: \"dialy\") { count } }"))
        .contains("there is no job 'dialy'; did you mean 'daily'?");
    assertThat(ask("{ partitions(location: \"shop\", job: \"x\") { count } }"))
        .contains("there is no job 'x' in location 'shop'");
    assertThat(ask("{ partitions(location: \"shup\", select: \"orders\") { count } }"))
        .contains("there is no location 'shup'; did you mean 'shop'?");
    assertThat(ask("{ partitions(job: \"daily\", select: \"al\") { count } }"))
        .contains("did you mean 'all'?");
  }

  @Test
  void assetsOfOtherLocationsTakeNoPartWhereOneIsNamed() {
    operations.serves("depot");
    assertThat(ask("{ partitions(location: \"depot\", select: \"orders\") { count } }"))
        .isEqualTo(json("{'data': {'partitions': null}}"));
    assertThat(ask("{ partitions(location: \"shop\", select: \"orders\") { count } }"))
        .isEqualTo(json("{'data': {'partitions': {'count': 30}}}"));
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
