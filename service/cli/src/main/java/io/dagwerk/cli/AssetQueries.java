package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads assets from a server, page by page.
///
/// @param client of the server
record AssetQueries(Client client) {
  private static final int PAGE = 100;

  private static final String FACT =
      """
      fragment Fact on AssetFact {
        number kind check passed partition dataVersion time run reportedBy text json
      }
      """;

  private static final String FACTS =
      """
      fragment Facts on Asset {
        key location group description kinds owners tags { key value } isExternal
        upstream downstream partitionCount materializedCount
        newest { ...Fact } checks { name isBlocking isDeclared newest { ...Fact } }
      }
      """
          + FACT;

  private static final String LIST =
      """
      query($select: String!, $after: String, $limit: Int!) {
        assets(select: $select, after: $after, limit: $limit) { assets { ...Facts } after }
      }
      """
          + FACTS;

  private static final String GET =
      """
      query($key: ID!, $limit: Int!) { asset(key: $key) {
        ...Facts history(limit: $limit) { ...Fact }
      } }
      """
          + FACTS;

  private static final String REPORT =
      """
      mutation($input: ReportInput!) { report(input: $input) {
        ... on Reported { asset } ... on Refused { problems }
      } }
      """;

  /// All that a selection chooses, by key.
  List<Answer> list(String selection) {
    List<Answer> assets = new ArrayList<>();
    SequencedMap<String, Object> variables =
        new LinkedHashMap<>(Map.of("select", selection, "limit", PAGE));
    Optional<String> after;
    do {
      Answer page = client.ask(LIST, variables).get("assets");
      assets.addAll(page.list("assets"));
      after = page.findText("after");
      after.ifPresent(last -> variables.put("after", last));
    } while (after.isPresent());
    return assets;
  }

  /// An asset with its newest facts.
  Answer get(String key, int facts) {
    return client.ask(GET, Map.of("key", key, "limit", facts)).get("asset");
  }

  /// Reports what was found out about an asset.
  void report(SequencedMap<String, Object> input) {
    client.mutate("report", REPORT, Map.of("input", input));
  }
}
