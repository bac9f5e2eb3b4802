package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {
  private static SequencedMap<String, @Nullable Object> map(
      String key, @Nullable Object value, String other, @Nullable Object second) {
    SequencedMap<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(other, second);
    return map;
  }

  @Test
  void aPlainDocumentSurvivesTheRoundTripInOrder() {
    SequencedMap<String, @Nullable Object> plain =
        map("z", List.of(1, 5_000_000_000L, 2.5, true, "text"), "a", null);

    assertThat(ConfigTree.of(plain).toPlain()).isEqualTo(plain);
    assertThat(ConfigTree.of(plain).toJson())
        .isEqualTo("{\"z\": [1, 5000000000, 2.5, true, \"text\"], \"a\": null}");
  }

  @Test
  void aNumberTakesTheSmallestTypeThatHoldsItExactly() {
    BigInteger huge = BigInteger.TEN.pow(30);
    BigDecimal precise = new BigDecimal("0.12345678901234567890123");

    assertThat(ConfigTree.of(7L).toPlain()).isEqualTo(7);
    assertThat(ConfigTree.of((short) 7).toPlain()).isEqualTo(7);
    assertThat(ConfigTree.of(Long.MIN_VALUE).toPlain()).isEqualTo(Long.MIN_VALUE);
    assertThat(ConfigTree.of(huge).toPlain()).isEqualTo(huge);
    assertThat(ConfigTree.of(0.1).toPlain()).isEqualTo(0.1);
    assertThat(ConfigTree.of(0.1f).toPlain()).isEqualTo(0.1);
    assertThat(ConfigTree.of(precise).toPlain()).isEqualTo(precise);
    assertThat(ConfigTree.of(Double.NaN)).isEqualTo(new ConfigTree.Text("NaN"));
  }

  @Test
  void aTreeDoesNotChangeWithTheListItWasMadeFrom() {
    List<Object> list = new ArrayList<>(List.of(1));
    ConfigTree tree = ConfigTree.of(list);

    list.add(2);

    assertThat(tree).isEqualTo(ConfigTree.of(List.of(1)));
  }

  @Test
  void mapsAreMergedDeeplyAndTheRestIsReplaced() {
    ConfigTree base =
        ConfigTree.of(Map.of("db", map("host", "a", "port", 1), "files", List.of("x", "y")));
    ConfigTree over = ConfigTree.of(map("db", Map.of("host", "b"), "files", List.of("z")));

    assertThat(base.merge(over))
        .isEqualTo(ConfigTree.of(Map.of("db", map("host", "b", "port", 1), "files", List.of("z"))));
    assertThat(base.merge(ConfigTree.nothing())).isEqualTo(ConfigTree.nothing());
    assertThat(base.merge(ConfigTree.empty())).isEqualTo(base);
  }

  @Test
  void whatIsNoDocumentIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> ConfigTree.of(Map.of("jobs", List.of(1, Instant.EPOCH))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jobs[1]: a config document holds texts, numbers")
        .hasMessageContaining("java.time.Instant");
    assertThatThrownBy(() -> ConfigTree.of(Map.of("jobs", Map.of(3, "x"))))
        .hasMessage("jobs: the keys of a config document are texts, but found 3");
  }

  @Test
  void aDocumentThatHoldsItselfIsRefused() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThatThrownBy(() -> ConfigTree.of(endless))
        .hasMessage("a config document may be nested 100 deep, but this one goes deeper");
  }

  @Test
  void differentTreesHaveDifferentHashes() {
    List<ConfigTree> trees =
        List.of(
            ConfigTree.nothing(),
            ConfigTree.empty(),
            ConfigTree.of(List.of()),
            ConfigTree.of(""),
            ConfigTree.of("1"),
            ConfigTree.of(1),
            ConfigTree.of(1.0),
            ConfigTree.of(true),
            ConfigTree.of(List.of("a", "b")),
            ConfigTree.of(List.of("ab")),
            ConfigTree.of(List.of(List.of("a"), "b")),
            ConfigTree.of(List.of(List.of("a", "b"))),
            ConfigTree.of(map("a", "b", "c", "d")),
            ConfigTree.of(map("c", "d", "a", "b")),
            ConfigTree.of(Map.of("a", map("b", "c", "d", "e"))));

    assertThat(trees.stream().map(ConfigTree::hash)).doesNotHaveDuplicates();
    assertThat(ConfigTree.of(Map.of("a", 1)).hash())
        .isEqualTo(ConfigTree.of(Map.of("a", 1L)).hash())
        .hasSize(64);
  }

  @Test
  void textsAreEscapedInJson() {
    assertThat(ConfigTree.of("a\"b\\c\n\r\t\u0001\ud83d\ude00\ud83d").toJson())
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\ud83d\ude00\\ud83d\"");
  }

  @Test
  void aPlainValueIsWrittenAsItsTreeIs() {
    List<@Nullable Object> plain =
        Arrays.asList(
            null,
            true,
            (short) 7,
            Long.MIN_VALUE,
            BigInteger.TEN.pow(30),
            new BigDecimal("0.10"),
            0.1,
            1e10,
            -0.5f,
            Double.NaN,
            Float.NEGATIVE_INFINITY,
            "a\"b",
            List.of(),
            Map.of(),
            ConfigTree.of(Map.of("tree", List.of(1))),
            map("z", List.of(1, List.of("x")), "a", null));

    assertThat(ConfigTree.json(plain)).isEqualTo(ConfigTree.of(plain).toJson());
  }

  @Test
  void aPlainValueThatIsNoDocumentIsNotWritten() {
    List<Object> cyclic = new ArrayList<>();
    cyclic.add(cyclic);

    assertThatThrownBy(() -> ConfigTree.json(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found a java.lang.Object");
    assertThatThrownBy(() -> ConfigTree.json(Map.of(1, "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys of a config document are texts, but found 1");
    assertThatThrownBy(() -> ConfigTree.json(cyclic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested 100 deep");
  }

  @Test
  void aPathIsWrittenAsPeopleReadIt() {
    assertThat(ConfigPath.of("assets", "raw_flights").entry("files").item(2).entry("a b"))
        .hasToString("assets.raw_flights.files[2][\"a b\"]");
    assertThat(ConfigPath.ROOT.item(0).entry("name")).hasToString("[0].name");
    assertThat(ConfigPath.ROOT).hasToString("");
    assertThat(new ConfigProblem(ConfigPath.ROOT, ConfigProblem.Kind.REFUSED, "no"))
        .hasToString("no");
  }
}
