package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The values that a function holds are part of its fingerprint, typed and in order.
class CapturedTest {
  record Box(String name, int size) {}

  record Pair(String left, String right) {}

  private final Fingerprints fingerprints =
      new Fingerprints(name -> name.equals(Task.class.getName()));

  @Test
  void everyTwoDifferentValuesGiveDifferentVersions() {
    List<Object> values =
        List.of(
            5,
            "5",
            5L,
            (short) 5,
            (byte) 5,
            '5',
            5.0,
            5.0f,
            -0.0,
            0.0,
            true,
            new BigDecimal("5"),
            new BigDecimal("5.0"),
            UUID.fromString("00000000-0000-0000-0000-000000000005"),
            LocalDate.parse("2001-01-05"),
            "2001-01-05",
            Duration.ofSeconds(5),
            ZoneId.of("UTC"),
            DayOfWeek.FRIDAY,
            DayOfWeek.MONDAY,
            Path.of("5"),
            Pattern.compile("5"),
            Pattern.compile("5", Pattern.CASE_INSENSITIVE),
            Optional.empty(),
            Optional.of(5),
            List.of(),
            List.of(5),
            List.of("5"),
            List.of(5, 6),
            List.of(6, 5),
            List.of(List.of(5), List.of()),
            List.of(List.of(), List.of(5)),
            Set.of(5),
            Map.of(5, 6),
            Map.of(6, 5),
            new int[] {5},
            new long[] {5},
            new Box("5", 5),
            new Box("5", 6),
            new Pair("ab", "c"),
            new Pair("a", "bc"),
            Box.class,
            Pair.class,
            (Task<String, Object>) text -> text + 1,
            (Task<String, Object>) text -> text + 2);
    List<Fingerprint> prints = new ArrayList<>();
    for (Object value : values) {
      Fingerprint fingerprint = fingerprints.of(holding(value));
      assertThat(fingerprint).as("of %s", value).isInstanceOf(Fingerprint.Known.class);
      prints.add(fingerprint);
    }
    assertThat(prints).doesNotHaveDuplicates();
  }

  @Test
  void equalValuesGiveTheSameVersion() {
    assertThat(fingerprints.of(holding(new Box("a", 1))))
        .isEqualTo(fingerprints.of(holding(new Box("a", 1))));
    assertThat(fingerprints.of(holding(List.of("a", "b"))))
        .isEqualTo(fingerprints.of(holding(List.copyOf(new ArrayList<>(List.of("a", "b"))))));
  }

  @Test
  void theOrderOfSetsAndMapsDoesNotMatter() {
    assertThat(fingerprints.of(holding(Set.of("a", "b", "c", "d"))))
        .isEqualTo(fingerprints.of(holding(Set.of("d", "c", "b", "a"))));
    assertThat(fingerprints.of(holding(Map.of("a", 1, "b", 2, "c", 3))))
        .isEqualTo(fingerprints.of(holding(Map.of("c", 3, "b", 2, "a", 1))));
  }

  @Test
  void swappedValuesGiveAnotherVersion() {
    assertThat(fingerprints.of(holding("a", "b"))).isNotEqualTo(fingerprints.of(holding("b", "a")));
    assertThat(fingerprints.of(holding("ab", "c")))
        .isNotEqualTo(fingerprints.of(holding("a", "bc")));
  }

  @Test
  void aMethodOfTheJdkIsKnownByItsName() {
    Task<String, String> trim = String::trim;
    Task<String, String> strip = String::strip;
    assertThat(fingerprints.of(trim)).isInstanceOf(Fingerprint.Known.class);
    assertThat(fingerprints.of(trim)).isNotEqualTo(fingerprints.of(strip));
  }

  @Test
  void manyFunctionsOfOneMethodAreToldApartByWhatTheyHold() {
    List<Fingerprint> prints = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      prints.add(fingerprints.of(holding("asset_" + i)));
    }
    assertThat(prints).doesNotHaveDuplicates().allMatch(Fingerprint.Known.class::isInstance);
  }

  @Test
  void aValueThatHoldsItselfIsAReason() {
    Object[] loop = new Object[1];
    loop[0] = loop;
    assertThat(fingerprints.of(holding((Object) loop))).isInstanceOf(Fingerprint.Unknown.class);
  }

  private static Task<String, Integer> holding(Object value) {
    return text -> text.length() + value.hashCode();
  }

  private static Task<String, Integer> holding(String first, String second) {
    return text -> text.length() + first.length() * second.length();
  }
}
