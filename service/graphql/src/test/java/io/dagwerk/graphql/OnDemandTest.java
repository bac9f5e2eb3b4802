package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OnDemandTest {
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void itIsReadOnceWhenItIsAskedFor() {
    OnDemand<Integer> value = new OnDemand<>(reads::incrementAndGet);
    assertThat(reads).hasValue(0);
    assertThat(value.get()).isEqualTo(1);
    assertThat(value.get()).isEqualTo(1);
  }

  @Test
  void aFailureIsNotTriedAgain() {
    OnDemand<Integer> value =
        new OnDemand<>(() -> {
          throw new IllegalStateException("try " + reads.incrementAndGet());
        });
    assertThatThrownBy(value::get).hasMessage("try 1");
    assertThatThrownBy(value::get).hasMessage("try 1");
  }
}
