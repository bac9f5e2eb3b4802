package io.dagwerk.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigPath;
import org.junit.jupiter.api.Test;

final class LocatedDocumentTest {
  private static final LocatedDocument YAML =
      Documents.locate(
          """
          # how flights are loaded
          name: flights
          params:
            files: [one.csv, "two.csv"]
            sql: |
              select *
              from flights
          checks:
            - type: unique
              columns:
                - day
            - type: rows
          """,
          "flights.yaml");

  private static final LocatedDocument JSON =
      Documents.locate(
          """
          {
          \t"name": "flights",
            "params": {"limit": 10, "files": ["one.csv",
              "two.csv"]}
          }
          """,
          "flights.json");

  private static String keyAndValue(LocatedDocument document, ConfigPath path) {
    return document.keyAt(path) + " " + document.valueAt(path);
  }

  @Test
  void anEntryOfYamlHasTheLineAndColumnOfItsKeyAndOfItsValue() {
    assertThat(keyAndValue(YAML, ConfigPath.of("name"))).isEqualTo("2:1 2:7");
    assertThat(keyAndValue(YAML, ConfigPath.of("params"))).isEqualTo("3:1 4:3");
    assertThat(keyAndValue(YAML, ConfigPath.of("params", "sql"))).isEqualTo("5:3 5:8");
    assertThat(keyAndValue(YAML, ConfigPath.of("params", "files").item(1))).isEqualTo("4:20 4:20");
    assertThat(keyAndValue(YAML, ConfigPath.of("checks").item(0).entry("columns").item(0)))
        .isEqualTo("11:9 11:9");
    assertThat(keyAndValue(YAML, ConfigPath.of("checks").item(1))).isEqualTo("12:5 12:5");
  }

  @Test
  void soHasOneOfJson() {
    assertThat(keyAndValue(JSON, ConfigPath.ROOT)).isEqualTo("1:1 1:1");
    assertThat(keyAndValue(JSON, ConfigPath.of("name"))).isEqualTo("2:2 2:10");
    assertThat(keyAndValue(JSON, ConfigPath.of("params", "limit"))).isEqualTo("3:14 3:23");
    assertThat(keyAndValue(JSON, ConfigPath.of("params", "files").item(1))).isEqualTo("4:5 4:5");
  }

  @Test
  void whatIsNotThereIsWhereTheNearestAroundItIs() {
    ConfigPath lacking = ConfigPath.of("params", "retries", "most");

    assertThat(YAML.has(lacking)).isFalse();
    assertThat(keyAndValue(YAML, lacking)).isEqualTo("3:1 4:3");
    assertThat(keyAndValue(Documents.locate("", "empty"), lacking)).isEqualTo("1:1 1:1");
  }

  @Test
  void theTreeIsThatOfTheTextAlone() {
    assertThat(YAML.tree().toJson())
        .isEqualTo(
            "{\"name\": \"flights\", \"params\": {\"files\": [\"one.csv\", \"two.csv\"], \"sql\":"
                + " \"select *\\nfrom flights\\n\"}, \"checks\": [{\"type\": \"unique\","
                + " \"columns\": [\"day\"]}, {\"type\": \"rows\"}]}");
  }

  @Test
  void whatIsNoDocumentSaysWhere() {
    assertThatThrownBy(() -> Documents.locate("name: flights\nparams: [1, 2", "flights.yaml"))
        .isInstanceOfSatisfying(
            InvalidDocument.class, e -> assertThat(e.position().line()).isEqualTo(2))
        .hasMessageStartingWith("flights.yaml:2:")
        .hasMessageContaining(
            "expected YAML or JSON, but while parsing a flow sequence: expected ',' or ']', but got the end;");
    assertThatThrownBy(() -> Documents.locate("name: a\nname: b", "flights.yaml"))
        .isInstanceOfSatisfying(
            InvalidDocument.class, e -> assertThat(e.position()).isEqualTo(new Position(2, 5)))
        .hasMessageContaining("uplicate");
    assertThatThrownBy(() -> Documents.locate("a: 1\n---\nb: 2", "two.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessage(
            "two.yaml: expected one document, but a second begins at 3:1; put it in a file of its"
                + " own");
    assertThatThrownBy(() -> Documents.locate("[".repeat(102) + "]".repeat(102), "deep"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessage("deep: a config document may be nested 100 deep, but this one goes deeper");
  }
}
