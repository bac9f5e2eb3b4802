package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionRegistryTest {
  private static final Instant NOW = Instant.parse("2001-01-05T00:00:00Z");
  private static final Partitions MORNINGS = Partitions.cron("0 6 * * *", "2001-01-01");

  private static List<PartitionKey> keys(String... texts) {
    return Stream.of(texts).map(PartitionKey::of).toList();
  }

  @Test
  void aKeyKeepsItsNumberAndNoNumberIsUsedTwice() {
    PartitionRegistry registry = PartitionRegistry.of(keys("eu", "us"));
    PartitionRegistry grown = registry.with(keys("asia", "us", "asia"));

    assertThat(grown.keys()).containsExactlyElementsOf(keys("eu", "us", "asia"));
    assertThat(grown.size()).isEqualTo(3);
    assertThat(grown.numberOf(PartitionKey.of("asia"))).hasValue(2);
    assertThat(grown.numberOf(PartitionKey.of("mars"))).isEmpty();
    assertThat(grown.keyOf(1)).contains(PartitionKey.of("us"));
    assertThat(grown.keyOf(3)).isEmpty();
    assertThat(grown.keyOf(-1)).isEmpty();
    assertThat(registry.size()).isEqualTo(2);
    assertThat(registry.with(keys("us"))).isSameAs(registry);
  }

  @Test
  void registriesAreEqualByTheirKeys() {
    PartitionRegistry registry = PartitionRegistry.of(keys("eu", "us"));

    assertThat(PartitionRegistry.empty().with(keys("eu", "us")))
        .isEqualTo(registry)
        .hasSameHashCodeAs(registry)
        .hasToString("[eu, us]")
        .isNotEqualTo(PartitionRegistry.of(keys("us", "eu")));
    assertThatThrownBy(() -> PartitionRegistry.of(keys("eu", "eu")))
        .hasMessage("a key has one number, but of 2 keys only 1 differ");
  }

  @Test
  void fixedKeysKeepTheirNumbersWhenTheListChanges() {
    PartitionRegistry registry = PartitionRegistry.of(keys("eu", "mars", "us"));
    PartitionSets sets = PartitionSets.at(NOW).numberedBy(_ -> registry);
    Partitions regions = Partitions.fixed("asia", "us", "eu");
    PartitionSet set = sets.of(regions);

    assertThat(set.all()).isEqualTo(PartitionSubset.of(0, 2, 3));
    assertThat(set.numberOf(PartitionKey.of("asia"))).isEqualTo(3);
    assertThat(set.placeOf(PartitionKey.of("asia"))).hasValue(0);
    assertThat(set.keyAt(1)).isEmpty();
    assertThat(set.keys(PartitionSubset.of(0, 1, 3))).containsExactlyElementsOf(keys("asia", "eu"));
    assertThat(set.between(PartitionKey.of("asia"), PartitionKey.of("us")))
        .containsExactlyElementsOf(keys("asia", "us"));
    assertThat(set.step(PartitionKey.of("us"), 1)).contains(PartitionKey.of("eu"));
    assertThat(sets.unregistered(regions)).containsExactlyElementsOf(keys("asia"));
  }

  @Test
  void dynamicKeysKeepTheirNumbersWhileTheyAreGone() {
    SequencedMap<String, List<PartitionKey>> present = new LinkedHashMap<>();
    present.put("clients", keys("c", "a"));
    PartitionSets sets =
        new PartitionSets(NOW, present).numberedBy(_ -> PartitionRegistry.of(keys("a", "b")));

    assertThat(sets.of(Partitions.dynamic("clients")).all()).isEqualTo(PartitionSubset.of(0, 2));
    assertThat(sets.unregistered(Partitions.dynamic("clients")))
        .containsExactlyElementsOf(keys("c"));
  }

  @Test
  void windowsOfACronHaveTheNumbersOfTheirKeysWhateverTheOrder() {
    PartitionRegistry registry =
        PartitionRegistry.of(keys("2001-01-03T06:00", "2001-01-01T06:00", "2001-01-01T07:00"));
    PartitionSets sets = PartitionSets.at(NOW).numberedBy(_ -> registry);
    PartitionSet set = sets.of(MORNINGS);

    assertThat(set.keys())
        .containsExactlyElementsOf(
            keys("2001-01-01T06:00", "2001-01-02T06:00", "2001-01-03T06:00"));
    assertThat(set.all()).isEqualTo(PartitionSubset.of(0, 1, 3));
    assertThat(set.numberOf(PartitionKey.of("2001-01-03T06:00"))).isZero();
    assertThat(set.numberOf(PartitionKey.of("2001-01-02T06:00"))).isEqualTo(3);
    assertThat(set.keyAt(2)).isEmpty();
    assertThat(set.keyAt(3)).contains(PartitionKey.of("2001-01-02T06:00"));
    assertThat(set.range(PartitionKey.of("2001-01-02T06:00"), PartitionKey.of("2001-01-03T06:00")))
        .isEqualTo(PartitionSubset.of(0, 3));
    assertThat(set.keyAtPlace(1)).contains(PartitionKey.of("2001-01-02T06:00"));
    assertThat(set.keys(PartitionSubset.of(0, 3)))
        .containsExactlyElementsOf(keys("2001-01-02T06:00", "2001-01-03T06:00"));
    assertThat(sets.unregistered(MORNINGS)).containsExactlyElementsOf(keys("2001-01-02T06:00"));
  }

  @Test
  void laterWindowsOfACronAreAppendedAsTimeGoesOn() {
    PartitionRegistry registry = PartitionRegistry.empty();
    for (int day = 2; day < 8; day++) {
      PartitionRegistry known = registry;
      PartitionSets sets =
          PartitionSets.at(Instant.parse("2001-01-0%dT12:00:00Z".formatted(day)))
              .numberedBy(_ -> known);
      assertThat(sets.unregistered(MORNINGS)).hasSize(1);
      assertThat(sets.of(MORNINGS).all()).isEqualTo(PartitionSubset.ofRange(0, day - 2));
      registry = registry.with(sets.unregistered(MORNINGS));
    }
    assertThat(registry.size()).isEqualTo(6);
    assertThat(
            PartitionSets.at(NOW)
                .numberedBy(_ -> PartitionRegistry.empty())
                .unregistered(Partitions.daily("2001-01-01")))
        .isEmpty();
  }
}
