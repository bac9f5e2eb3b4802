package io.dagwerk.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigTree;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void jsonReadsAsTheTreeThatItWasWrittenFrom() {
    ConfigTree tree = Documents.parse("a: [1, 2.5, true, null, 'x']\nb: {c: \"\u00e9\"}", "it");

    assertThat(Json.parse(tree.toJson(), "it")).isEqualTo(tree);
  }

  @Test
  void anEmptyTextIsAnEmptyMap() {
    assertThat(Json.parse("", "it")).isEqualTo(ConfigTree.empty());
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Json.parse("{\"a\": 1,\n b: 2}", "the answer"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageStartingWith("the answer:2:")
        .hasMessageContaining("expected JSON, but ");
  }

  @Test
  void aKeyThatIsSaidTwiceIsRefused() {
    assertThatThrownBy(() -> Json.parse("{\"a\": 1, \"a\": 2}", "it"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("Duplicate");
  }
}
