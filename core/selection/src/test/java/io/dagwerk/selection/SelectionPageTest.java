package io.dagwerk.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Ordered;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the page to what it says.
final class SelectionPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "reference", "selection.md");
  private static final Pattern EXAMPLE = Pattern.compile("\\| `(.+)` \\| `([a-z_ ]+)` \\|");
  private static final Pattern REFUSAL = Pattern.compile("\\| `(.+)` \\| (selection '.+) \\|");

  private static final SelectionGraph GRAPH =
      new SelectionGraph(
          "asset",
          List.of(
              item("raw_orders", "raw", "csv", "", ""),
              item("raw_people", "raw", "csv", "", ""),
              item("orders", "default", "", "", "", "raw_orders"),
              item("people", "default", "", "", "", "raw_people"),
              item("revenue", "marts", "", "team:sales", "1", "orders", "people"),
              item("report", "marts", "", "", "2", "revenue")));

  private static Item item(
      String name, String group, String kind, String owner, String tier, String... upstream) {
    Labels labels =
        new Labels(
            Optional.of("shop"),
            Optional.of(group),
            given(kind),
            given(owner),
            Ordered.copyOf(tier.isEmpty() ? Map.of() : Map.of("tier", tier)));
    return new Item(name, labels, List.of(upstream), Reach.LISTED);
  }

  private static List<String> given(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static List<Matcher> rows(Pattern pattern) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  @Test
  void everyExampleGivesWhatThePageSays() throws IOException {
    List<Matcher> examples = rows(EXAMPLE);

    assertThat(examples).hasSize(13);
    for (Matcher example : examples) {
      assertThat(String.join(" ", Selection.parse(example.group(1)).resolve(GRAPH)))
          .as(example.group(1))
          .isEqualTo(example.group(2));
    }
  }

  @Test
  void everyRefusalReadsAsThePageSays() throws IOException {
    List<Matcher> refusals = rows(REFUSAL);

    assertThat(refusals).hasSize(6);
    for (Matcher refusal : refusals) {
      assertThatThrownBy(() -> Selection.parse(refusal.group(1)).resolve(GRAPH))
          .hasMessage(refusal.group(2));
    }
  }
}
