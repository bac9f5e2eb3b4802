package io.dagwerk.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Ordered;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SelectionTest {
  /// `a` before `b` and `c`, `b` before `f`, `c` before `d` before `e`; and `pre_x_post` alone.
  private static final SelectionGraph GRAPH =
      graph("a", "b<a", "c<a", "f<b", "d<c", "e<d", "pre_x_post");

  static SelectionGraph graph(String... items) {
    return new SelectionGraph(
        "asset",
        Stream.of(items)
            .map(item -> item.split("<", 2))
            .map(parts ->
                Item.of(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(" ", -1))))
            .toList());
  }

  private static String select(String text) {
    return String.join(" ", Selection.parse(text).resolve(GRAPH));
  }

  @Test
  void aSelectionReadsAsItIsWritten() {
    SequencedMap<String, String> expected = new LinkedHashMap<>();
    expected.put("a", "a");
    expected.put(" a ", "a");
    expected.put("\"a\"", "a");
    expected.put("key:a", "a");
    expected.put("name:\"a\"", "a");
    expected.put("*", "a b c f d e pre_x_post");
    expected.put("+f", "a b f");
    expected.put("*f", "a b f");
    expected.put("*+f", "a b f");
    expected.put("1+f", "b f");
    expected.put("0+f", "f");
    expected.put("++f", "a b f");
    expected.put("++e", "c d e");
    expected.put("c+", "c d e");
    expected.put("c*", "c d e");
    expected.put("c+*", "c d e");
    expected.put("c+1", "c d");
    expected.put("a++", "a b c f d");
    expected.put("a+2", "a b c f d");
    expected.put("1+c+1", "a c d");
    expected.put("+c+", "a c d e");
    expected.put("*c*", "a c d e");
    expected.put("b,d", "b d");
    expected.put("b , d", "b d");
    expected.put("d or b or d", "b d");
    expected.put("a+ and not c+", "a b f");
    expected.put("a+ AND NOT c+", "a b f");
    expected.put("not a+", "pre_x_post");
    expected.put("not not a", "a");
    expected.put("a or b and c", "a");
    expected.put("(a or b) and b", "b");
    expected.put("+(f or e)", "a b c f d e");
    expected.put("1+(f, e)", "b f d e");
    expected.put("(b)+", "b f");
    expected.put("pre_*_post", "pre_x_post");
    expected.put("key:pre_*", "pre_x_post");
    expected.put("key:\"*post\"", "pre_x_post");
    expected.put("key:p*", "pre_x_post");
    expected.put("a and b", "");

    expected.forEach((text, names) -> assertThat(select(text)).as(text).isEqualTo(names));
  }

  @Test
  @Covers("S40.2")
  void commasUniteAndRepeatingIsHarmless() {
    assertThat(select("b,c*")).isEqualTo("b c d e");
    assertThat(select("c*,b,b,c*")).isEqualTo("b c d e");
  }

  @Test
  @Covers("S40.3")
  void unknownNamesAreRefusedAllAtOnceWithTheNearest() {
    assertThatThrownBy(() -> select("a, pre_x_pots, +zzz"))
        .isInstanceOf(InvalidSelection.class)
        .hasMessage(
            """
            selection 'a, pre_x_pots, +zzz', character 4: no asset is called 'pre_x_pots'; did you mean 'pre_x_post'?
            selection 'a, pre_x_pots, +zzz', character 17: no asset is called 'zzz'\
            """);
  }

  @Test
  void whatIsNoSelectionIsToldWithItsPlace() {
    SequencedMap<String, String> expected = new LinkedHashMap<>();
    expected.put("", "character 1: expected a name, but found the end");
    expected.put("a b", "character 3: expected 'and', 'or' or ',', but found 'b'");
    expected.put("**a", "character 2: expected a name, but found '*'");
    expected.put("+*a", "character 2: expected a name, but found '*'");
    expected.put("a,", "character 3: expected a name, but found the end");
    expected.put("(a", "character 3: expected ')', but found the end");
    expected.put("a)", "character 2: expected 'and', 'or' or ',', but found ')'");
    expected.put("a and", "character 6: expected a name, but found the end");
    expected.put("\"a", "character 1: the quote is not closed");
    expected.put("a[x", "character 2: the bracket is not closed");
    expected.put("a ! b", "character 3: '!' has no meaning here; put the name in quotes");
    expected.put("grop:x", "character 1: expected one of key, name, group, kind, tag, owner");
    expected.put("key:", "character 5: expected a value, but found the end");
    expected.put("a+99999999999", "character 3: expected a number of layers");
    expected.put("(".repeat(200) + "a", "expected at most 100 terms within terms");
    expected.put("not ".repeat(200) + "a", "expected at most 100 terms within terms");

    expected.forEach((text, message) ->
        assertThatThrownBy(() -> select(text)).as(text).hasMessageContaining(message));
  }

  @Test
  void labelsAreMatchedExactly() {
    SelectionGraph graph =
        new SelectionGraph(
            "asset",
            List.of(
                labeled("x", "raw", "csv", "team:ops", Map.of("pii", "no")),
                labeled("y", "mart", "csv", "ann", Map.of("pii", "yes")),
                Item.of("z", List.of("x"))));

    assertThat(Selection.parse("group:raw").resolve(graph)).containsExactly("x");
    assertThat(Selection.parse("group:raw+").resolve(graph)).containsExactly("x", "z");
    assertThat(Selection.parse("kind:csv").resolve(graph)).containsExactly("x", "y");
    assertThat(Selection.parse("owner:team:ops").resolve(graph)).containsExactly("x");
    assertThat(Selection.parse("tag:pii").resolve(graph)).containsExactly("x", "y");
    assertThat(Selection.parse("tag:pii=yes").resolve(graph)).containsExactly("y");
    assertThat(Selection.parse("tag:\"pii\"=\"yes\" or z").resolve(graph))
        .containsExactly("y", "z");
    assertThatThrownBy(() -> Selection.parse("group:rav or tag:pii=maybe").resolve(graph))
        .hasMessageContaining("no asset has the group 'rav'; did you mean 'raw'?")
        .hasMessageContaining("no asset has the tag 'pii=maybe'");
  }

  private static Item labeled(
      String name, String group, String kind, String owner, Map<String, String> tags) {
    Labels labels =
        new Labels(Optional.of(group), List.of(kind), List.of(owner), Ordered.copyOf(tags));
    return new Item(name, labels, List.of(), Reach.LISTED);
  }

  @Test
  @Covers("S40.8")
  void stepsAreSelectedByTheirKeys() {
    SelectionGraph steps =
        graph("files", "m[a]<files", "m[b]<files", "raw[2001-01-31T05+01:00]", "all<m[a] m[b]");

    assertThat(Selection.parse("m[?]").resolve(steps)).containsExactly("m[a]", "m[b]");
    assertThat(Selection.parse("m").resolve(steps)).containsExactly("m[a]", "m[b]");
    assertThat(Selection.parse("m[b]").resolve(steps)).containsExactly("m[b]");
    assertThat(Selection.parse("m[b]+").resolve(steps)).containsExactly("m[b]", "all");
    assertThat(Selection.parse("m[b]*").resolve(steps)).containsExactly("m[b]", "all");
    assertThat(Selection.parse("raw[2001-01-31T05+01:00]").resolve(steps)).hasSize(1);
    assertThatThrownBy(() -> Selection.parse("m[c]").resolve(steps))
        .hasMessageContaining("did you mean 'm[a]'?");
  }

  @Test
  void whatGoesWithAnotherItemIsReachedByItsNameOnly() {
    SelectionGraph graph =
        new SelectionGraph(
            "asset",
            List.of(
                Item.of("a", List.of()),
                new Item("a.check", Labels.NONE, List.of("a"), Reach.BY_NAME)));

    assertThat(Selection.parse("*").resolve(graph)).containsExactly("a");
    assertThat(Selection.parse("a+").resolve(graph)).containsExactly("a");
    assertThat(Selection.parse("a.check").resolve(graph)).containsExactly("a.check");
    assertThat(Selection.parse("+a.check").resolve(graph)).containsExactly("a", "a.check");
  }

  @Test
  void aLongChainIsSelectedWithoutRecursion() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      items.add(Item.of("n" + i, i == 0 ? List.of() : List.of("n" + (i - 1))));
    }
    SelectionGraph graph = new SelectionGraph("op", items);

    assertThat(Selection.parse("n0+").resolve(graph)).hasSize(20_000);
    assertThat(Selection.parse("+n19999").resolve(graph)).hasSize(20_000);
  }
}
