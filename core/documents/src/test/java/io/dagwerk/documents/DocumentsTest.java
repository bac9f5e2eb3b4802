package io.dagwerk.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final int DOCUMENTS = 500;
  private static final List<String> DIFFICULT =
      List.of(
          "",
          " ",
          "~",
          "null",
          "true",
          "yes",
          "No",
          "on",
          "1",
          "-1.5",
          "1e3",
          "0x1F",
          "1_000",
          "12:30:45",
          "2001-01-31",
          ".inf",
          "=",
          "<<",
          "*alias",
          "&anchor",
          "!tag",
          "- item",
          "a: b",
          "a #b",
          "#",
          "'",
          "\"",
          "{}",
          "[x]",
          "|",
          ">",
          "%",
          "@",
          "`",
          "two\nlines\n",
          " led",
          "trailed ",
          "tab\tbed",
          "\u0001",
          "ü€😀",
          "\\",
          "{{ partition }}",
          """
          select *
            from t -- it's

          where a = "b"
          """);

  @Test
  void aTreeIsWrittenAsJsonForPeople() {
    ConfigTree tree = Documents.parse("{b: [1, {c: two}], a: {}}", "test");

    assertThat(Documents.indentedJson(tree))
        .isEqualTo(
            """
            {
              "b" : [
                1,
                {
                  "c" : "two"
                }
              ],
              "a" : { }
            }
            """);
  }

  @Test
  void aTreeIsWrittenAsYamlForPeople() {
    ConfigTree tree = Documents.parse("{b: [1, {c: two}], a: {}, s: \"one\\ntwo\\n\"}", "test");

    assertThat(Documents.yaml(tree))
        .isEqualTo(
            """
            b:
              - 1
              - c: two
            a: {}
            s: |
              one
              two
            """);
  }

  @Test
  void whatIsWrittenReadsAsTheSameTree() {
    Random random = new Random(SEED);
    for (int i = 0; i < DOCUMENTS; i++) {
      ConfigTree tree = entries(random, 0);

      assertThat(Documents.parse(Documents.yaml(tree), "yaml"))
          .as("seed %d: %s", SEED, tree.toJson())
          .isEqualTo(tree);
      assertThat(Documents.parse(Documents.indentedJson(tree), "json"))
          .as("seed %d: %s", SEED, tree.toJson())
          .isEqualTo(tree);
    }
  }

  private static ConfigTree entries(Random random, int depth) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      entries.put(text(random), any(random, depth + 1));
    }
    return new ConfigTree.Entries(entries);
  }

  private static ConfigTree any(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> new ConfigTree.Truth(random.nextBoolean());
      case 1 -> new ConfigTree.Whole(BigInteger.valueOf(random.nextLong()));
      case 2 -> new ConfigTree.Decimal(BigDecimal.valueOf(random.nextInt(9_999) + 0.5));
      case 3 -> ConfigTree.nothing();
      case 4 -> new ConfigTree.Text(text(random));
      case 5 -> entries(random, depth);
      default -> {
        List<ConfigTree> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(any(random, depth + 1));
        }
        yield new ConfigTree.Items(items);
      }
    };
  }

  private static String text(Random random) {
    String one = DIFFICULT.get(random.nextInt(DIFFICULT.size()));
    return random.nextBoolean() ? one : one + DIFFICULT.get(random.nextInt(DIFFICULT.size()));
  }
}
