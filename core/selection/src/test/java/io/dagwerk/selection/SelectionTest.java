package io.dagwerk.selection;

import static io.dagwerk.selection.SelectionGraph.Reach.LISTED;
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
    expected.put("a and b and c", "");
    expected.put("c* and d* and not e", "d");
    expected.put("'a'", "a");
    expected.put("key:'pre_*'", "pre_x_post");
    expected.put("key: pre_*", "pre_x_post");
    expected.put("name: \"a\"+1", "a b c");
    expected.put("p*_x*t", "pre_x_post");
    expected.put("roots(*)", "a pre_x_post");
    expected.put("sinks(*)", "f e pre_x_post");
    expected.put("roots(d)", "a");
    expected.put("sinks(b, c)", "f e");
    expected.put("sinks(b and c)", "");
    expected.put("ROOTS ( d )", "a");
    expected.put("roots(a)+1", "a b c");
    expected.put("1+sinks(c)", "d e");
    expected.put("sinks(roots(e))", "f e");
    expected.put("not roots(*) and not sinks(*)", "b c d");
    expected.put("c and(d or c)", "c");

    expected.forEach((text, names) -> assertThat(select(text)).as(text).isEqualTo(names));
  }

  @Test
  void aSelectionIsShownAsItWasWritten() {
    assertThat(Selection.parse(" a or  b")).hasToString(" a or  b");
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
    expected.put(
        "grop:x",
        "character 1: expected one of key, name, group, kind, tag, owner, location before ':', but found 'grop'; did you mean 'group'?");
    expected.put("code_location:x", "but found 'code_location'; did you mean 'location'?");
    expected.put("column:x", "before ':', but found 'column'");
    expected.put("key:", "character 5: expected a value, but found the end");
    expected.put("tag:a=", "character 7: expected a value, but found the end");
    expected.put(
        "a, root(b)",
        "character 4: expected one of roots, sinks before '(', but found 'root'; did you mean 'roots'?");
    expected.put("roots()", "character 7: expected a name, but found ')'");
    expected.put("roots(a", "character 8: expected ')', but found the end");
    expected.put(
        "a or or",
        "character 6: expected a name, but found 'or'; put a name that reads so in quotes");
    expected.put("'a", "character 1: the quote is not closed; end the name with '");
    expected.put("roots(".repeat(200) + "a", "expected at most 100 terms within terms");
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
                Item.of("z", List.of("x")),
                new Item(
                    "w",
                    Labels.of("lake", Ordered.copyOf(Map.of("tier", "1"))),
                    List.of("z"),
                    LISTED)));

    assertThat(Selection.parse("group:raw").resolve(graph)).containsExactly("x");
    assertThat(Selection.parse("group:raw+1").resolve(graph)).containsExactly("x", "z");
    assertThat(Selection.parse("kind:csv").resolve(graph)).containsExactly("x", "y");
    assertThat(Selection.parse("owner:team:ops").resolve(graph)).containsExactly("x");
    assertThat(Selection.parse("location:lake").resolve(graph)).containsExactly("w");
    assertThat(Selection.parse("location:\"shop\" and not kind:csv or tag:tier").resolve(graph))
        .containsExactly("w");
    assertThat(Selection.parse("tag:pii").resolve(graph)).containsExactly("x", "y");
    assertThat(Selection.parse("tag:pii=yes").resolve(graph)).containsExactly("y");
    assertThat(Selection.parse("tag:\"pii\"=\"yes\" or z").resolve(graph))
        .containsExactly("y", "z");
    assertThatThrownBy(() -> Selection.parse("group:rav or tag:pii=maybe").resolve(graph))
        .hasMessageContaining("no asset has the group 'rav'; did you mean 'raw'?")
        .hasMessageContaining("no asset has the tag 'pii=maybe'");
    assertThatThrownBy(() -> Selection.parse("location:lakes or kind:c*").resolve(graph))
        .hasMessageContaining("no asset has the location 'lakes'; did you mean 'lake'?")
        .hasMessageContaining(
            "no asset has the kind 'c*'; '*' stands for any letters in names only");
    assertThatThrownBy(() -> Selection.parse("owner:bob or tag:pij").resolve(graph))
        .hasMessageContaining("no asset has the owner 'bob'")
        .hasMessageContaining("no asset has the tag 'pij'; did you mean 'pii'?");
  }

  private static Item labeled(
      String name, String group, String kind, String owner, Map<String, String> tags) {
    Labels labels =
        new Labels(
            Optional.of("shop"),
            Optional.of(group),
            List.of(kind),
            List.of(owner),
            Ordered.copyOf(tags));
    return new Item(name, labels, List.of(), LISTED);
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
  void aNestedGraphIsAllOpsInIt() {
    SelectionGraph ops =
        graph("files", "clean.read<files", "clean.deep.parse<clean.read", "cleaner");

    assertThat(Selection.parse("clean").resolve(ops))
        .containsExactly("clean.read", "clean.deep.parse");
    assertThat(Selection.parse("clean.deep").resolve(ops)).containsExactly("clean.deep.parse");
    assertThat(Selection.parse("+clean").resolve(ops)).hasSize(3);
    assertThatThrownBy(() -> Selection.parse("clea").resolve(ops))
        .hasMessageContaining(
            "no asset is called 'clea'; for all that begin so, write key:\"clea*\"");
  }

  @Test
  void jobsOfOneNameInSeveralLocationsAreToldApartByTheLocation() {
    SelectionGraph jobs =
        new SelectionGraph(
            "job",
            List.of(
                new Item("daily", Labels.of("shop", Ordered.copyOf(Map.of())), List.of(), LISTED),
                new Item("daily", Labels.of("lake", Ordered.copyOf(Map.of())), List.of(), LISTED),
                new Item("after", Labels.NONE, List.of("daily"), LISTED)));

    assertThat(Selection.parse("daily").places(jobs).stream()).containsExactly(0, 1);
    assertThat(Selection.parse("daily and location:lake").places(jobs).stream()).containsExactly(1);
    assertThat(Selection.parse("+after").places(jobs).stream()).containsExactly(0, 1, 2);
    assertThat(Selection.parse("daily").resolve(jobs)).containsExactly("daily");
  }

  @Test
  void onlyTheFirstProblemsOfALongSelectionAreTold() {
    String names = "x1" + ",x1".repeat(24);

    assertThatThrownBy(() -> select(names))
        .isInstanceOfSatisfying(
            InvalidSelection.class,
            invalid -> {
              assertThat(invalid.problems()).hasSize(21);
              assertThat(invalid.problems()).last().isEqualTo("and 5 more like these");
            });
    assertThatThrownBy(() -> select("a,".repeat(99) + "zzz" + ",a".repeat(99)))
        .hasMessage(
            "selection '...%szzz%s...', character 199: no asset is called 'zzz'"
                .formatted("a,".repeat(30), ",a".repeat(28) + ","));
    assertThatThrownBy(() -> Selection.parse("a,".repeat(50_001)))
        .hasMessage("a selection has at most 100000 characters, but found 100002");
  }

  @Test
  void aLongSelectionIsResolvedWithoutRecursion() {
    assertThat(select("a and ".repeat(16_000) + "a")).isEqualTo("a");
    assertThat(select("a or ".repeat(16_000) + "b")).isEqualTo("a b");
  }

  @Test
  void manyStarsDoNotMakeAMatchSlow() {
    SelectionGraph graph = graph("a".repeat(5_000));

    assertThatThrownBy(() -> Selection.parse("a*".repeat(2_000) + "b").resolve(graph))
        .isInstanceOf(InvalidSelection.class);
    assertThat(Selection.parse("key:" + "*a".repeat(2_000) + "*").resolve(graph)).hasSize(1);
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
    assertThat(Selection.parse("key:a*").resolve(graph)).containsExactly("a");
    assertThat(Selection.parse("key:a.*").resolve(graph)).containsExactly("a.check");
    assertThat(Selection.parse("sinks(a)").resolve(graph)).containsExactly("a");
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
