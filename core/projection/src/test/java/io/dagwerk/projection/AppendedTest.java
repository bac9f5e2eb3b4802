package io.dagwerk.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendedTest {
  @Test
  void whatIsAddedComesLastAndTheListBeforeStaysAsItWas() {
    Appended<String> one = Appended.<String>none().and("a");
    Appended<String> two = one.and("b");
    Appended<String> other = one.and("c");

    assertThat(Appended.none().toList()).isEmpty();
    assertThat(one.toList()).containsExactly("a");
    assertThat(two.toList()).containsExactly("a", "b");
    assertThat(other.toList()).containsExactly("a", "c");
    assertThat(two).isEqualTo(Appended.<String>none().and("a").and("b")).isNotEqualTo(other);
  }

  @Test
  void aLongListIsReadWithoutDeepCalls() {
    Appended<Integer> all = Appended.none();
    for (int i = 0; i < 1_000_000; i++) {
      all = all.and(i);
    }
    assertThat(all.toList()).isEqualTo(IntStream.range(0, 1_000_000).boxed().toList());
  }
}
