package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.Principal;
import io.dagwerk.model.ConfigTree;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Requests of those who want the server to be busy: they are refused before anything is read.
final class HostileQueriesTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private void assertRefused(String query, String... why) {
    assertThat(ask(query)).contains("\"errors\"").doesNotContain("\"data\": {").containsAnyOf(why);
  }

  private static String many(int number, String each) {
    return IntStream.range(0, number)
        .mapToObj(each::formatted)
        .collect(Collectors.joining(" ", "{", "}"));
  }

  @Test
  void aDeepOneIsRefused() {
    String deep =
        "{ __schema { types { "
            + "fields { type { ".repeat(15)
            + "name"
            + " } }".repeat(15)
            + " } } }";
    assertRefused(deep, "depth", "good faith");
  }

  @Test
  void oneWithThousandsOfAliasesIsRefused() {
    assertRefused(many(400, "a%d: runs(limit: 1000) { runs { id } }"), "complexity");
    assertRefused(many(20_000, "a%d: locations { name }"), "tokens");
  }

  @Test
  void aHugeOneIsRefused() {
    assertRefused("{ runs { before } }" + " ".repeat(2_000_000), "characters", "tokens");
  }

  @Test
  void whatIsRefusedIsRefusedAgain() {
    String costly =
        "query($limit: Int) { runs(limit: $limit) { runs { events(limit: 500) { after } } } }";
    String deep = many(400, "a%d: runs(limit: 1000) { runs { id } }");
    for (int i = 0; i < 2; i++) {
      assertRefused(deep, "complexity");
    }
    assertThat(ask(costly, 1)).doesNotContain("errors");
    assertThat(ask(costly, 1000)).contains("complexity");
    assertThat(ask(costly, 1)).doesNotContain("errors");
  }

  private String ask(String query, int limit) {
    return api.execute(
            Principal.LOCAL,
            ConfigTree.of(Map.of("query", query, "variables", Map.of("limit", limit))))
        .toJson();
  }

  @Test
  void fragmentsThatNameEachOtherAreRefused() {
    assertRefused(
        "{ runs { ...a } } fragment a on RunPage { ...b } fragment b on RunPage { ...a }", "ycle");
  }

  @Test
  void fragmentsThatMultiplyAreRefused() {
    String fragments =
        IntStream.range(0, 30)
            .mapToObj(i -> "fragment f%d on RunPage { ...f%d ...f%d }".formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(" "));
    assertRefused(
        "{ runs { ...f0 } } " + fragments + " fragment f30 on RunPage { before }",
        "exceeds maximum allowed");
  }

  @Test
  void whatIsAskedOfManyRunsAtOnceHasItsPrice() {
    String span = "from: \"2001-01-01T00:00:00Z\", to: \"2002-01-01T00:00:00Z\"";
    assertRefused(many(30, "a%d: history(job: \"a\") { isWhole }"), "complexity");
    assertRefused(many(30, "a%d: jobMatrix(job: \"a\") { rows { key } }"), "complexity");
    assertRefused(
        "{ timeline(%s, perJob: 1000) { rows { runs { plan { stepCount } } } } }".formatted(span),
        "complexity");
    assertRefused(
        "{ runs(limit: 1000) { runs { foundEvents(limit: 1) { before } } } }", "complexity");
    assertRefused("{ runs(limit: 1000) { runs { criticalPath { step } } } }", "complexity");
    assertRefused("{ runs(limit: 20) { runs { failures(limit: 1) { step } } } }", "complexity");
    assertRefused(
        "{ runs(limit: 200) { runs { steps(limit: 1) { steps { ready } } } } }", "complexity");
    assertRefused(many(5, "a%d: runs(filter: {text: \"a\"}) { before }"), "complexity");
    assertRefused(
        many(9, "a%d: history(job: \"a\", steps: [], stepLimit: 200) { isWhole }"), "complexity");
    assertRefused(
        many(3, "a%d: jobMatrix(job: \"a\", limit: 1000, rowLimit: 500) { isWhole }"),
        "complexity");
    assertRefused(many(30, "a%d: timeline(" + span + ", perJob: 1) { isWhole }"), "complexity");
  }

  @Test
  void aLongPageOfRunsMayBeCounted() {
    assertThat(
            ask(
                "{ runs(limit: 1000) { runs { id job } total { number } statusCounts { status } } }"))
        .doesNotContain("\"errors\"");
  }

  @Test
  void manyGraphsAndManyListsOfPartitionsAreRefused() {
    assertRefused(many(6, "a%d: lineage { keys }"), "complexity");
    assertRefused(
        many(30, "a%d: partitions(select: \"*\", containing: \"%<d\") { count }"), "complexity");
    assertRefused(many(3, "a%d: partitions(limit: 100000) { newest }"), "complexity", "1000");
  }

  @Test
  void textThatMeansSomethingToADatabaseMeansNothingHere() {
    assertThat(
            ask("{ runs(filter: {text: \"' or 1=1 --\", job: \"x' or 'a'='a\"}) { runs { id } } }"))
        .doesNotContain("\"errors\"");
  }
}
