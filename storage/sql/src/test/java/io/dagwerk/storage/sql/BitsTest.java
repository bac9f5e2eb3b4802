package io.dagwerk.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitsTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 65_535, 65_536, -65_536, -65_537, 2_147_483_647, -2_147_483_648})
  void aNumberIsFoundInItsChunk(long number) {
    byte[] bits = Bits.changed(Bits.none(), Map.of(number, true));
    assertThat(Bits.numbers(Bits.chunk(number), bits)).containsExactly(number);
    assertThat(Bits.numbers(Bits.chunk(number), Bits.changed(bits, Map.of(number, false))))
        .isEmpty();
  }

  @Test
  void aWholeChunkIsAFewBytes() {
    Map<Long, Boolean> all = new TreeMap<>();
    for (long number = 0; number < 65_536; number++) {
      all.put(number, true);
    }
    byte[] bits = Bits.changed(Bits.none(), all);
    assertThat(bits.length).isLessThan(32);
    assertThat(Bits.numbers(0, bits)).hasSize(65_536);
  }
}
