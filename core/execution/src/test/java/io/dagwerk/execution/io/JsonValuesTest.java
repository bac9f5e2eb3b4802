package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Type;
import io.dagwerk.model.PartitionKey;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that come back from JSON equal to what was written, and those that cannot.
class JsonValuesTest {
  @TempDir private Path folder;

  record Order(String id, BigDecimal amount, List<Line> lines, Optional<String> note) {}

  record Line(String article, int count) {}

  sealed interface Payment {
    record Card(String number) implements Payment {}

    record Transfer(String account, Optional<LocalDate> due) implements Payment {}

    sealed interface Deferred extends Payment {}
  }

  record Invoice(int days) implements Payment.Deferred {}

  record Paid(Order order, Payment by) {}

  record Moments(
      Instant instant,
      LocalDate date,
      LocalDateTime dateTime,
      LocalTime time,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Duration duration,
      Period period,
      YearMonth month,
      DayOfWeek day,
      ZoneId zone) {}

  record Plain(
      boolean flag,
      char letter,
      byte small,
      short number,
      long big,
      float single,
      double nan,
      UUID id,
      OptionalInt some,
      Path file,
      Integer boxed) {}

  record Keyed(
      Map<PartitionKey, Integer> partitions,
      Map<LocalDate, List<Line>> days,
      SequencedMap<DayOfWeek, String> names,
      Set<String> set) {}

  record Nested<T>(T value, List<T> more) {}

  record OfNested(Nested<Line> lines) {}

  record Nothing() {}

  private static final Order ORDER =
      new Order("ö\n\"1\"", new BigDecimal("12.50"), List.of(new Line("a", 2)), Optional.empty());

  @Test
  void recordsComeBackEqual() throws Exception {
    assertSame(Type.of(Order.class), ORDER);
    assertSame(
        Type.of(Order.class),
        new Order("", new BigDecimal("1E+3"), List.of(), Optional.of("note")));
    assertSame(Type.of(Nothing.class), new Nothing());
    assertSame(
        Type.of(OfNested.class),
        new OfNested(new Nested<>(new Line("a", 1), List.of(new Line("b", 2)))));
  }

  @Test
  void argumentsOfTypesAreKept() throws Exception {
    assertSame(Type.listOf(Order.class), List.of(ORDER, ORDER));
    assertSame(Type.mapOf(Line.class), Map.of("x", new Line("a", 1)));
    assertSame(Type.optionalOf(Line.class), Optional.of(new Line("a", 1)));
    assertSame(Type.optionalOf(Line.class), Optional.empty());
    assertSame(Type.listOf(Type.listOf(LocalDate.class)), List.of(List.of(LocalDate.EPOCH)));
  }

  @Test
  void implementationsOfSealedInterfacesAreKept() throws Exception {
    List<Payment> all =
        List.of(
            new Payment.Card("1"),
            new Payment.Transfer("2", Optional.of(LocalDate.EPOCH)),
            new Invoice(14));
    assertSame(Type.listOf(Payment.class), all);
    assertSame(Type.of(Payment.class), all.getFirst());
    assertSame(Type.of(Paid.class), new Paid(ORDER, all.getLast()));
    store(Type.of(Payment.Card.class), all.getFirst());
    assertThat(load(Type.of(Payment.class))).isEqualTo(all.getFirst());
  }

  @Test
  void momentsAreKeptToTheNanosecondInTheirZone() throws Exception {
    ZonedDateTime zoned =
        ZonedDateTime.of(2001, 1, 31, 12, 0, 0, 123_456_789, ZoneId.of("America/New_York"));
    assertSame(
        Type.of(Moments.class),
        new Moments(
            zoned.toInstant(),
            zoned.toLocalDate(),
            zoned.toLocalDateTime(),
            zoned.toLocalTime(),
            zoned.toOffsetDateTime(),
            zoned,
            Duration.ofNanos(1_234_567_890_123L),
            Period.of(1, 2, 3),
            YearMonth.of(2001, 1),
            DayOfWeek.FRIDAY,
            zoned.getZone()));
  }

  @Test
  void plainValuesOfEveryKindAreKept() throws Exception {
    assertSame(
        Type.of(Plain.class),
        new Plain(
            true,
            'é',
            (byte) -1,
            (short) 2,
            Long.MAX_VALUE,
            1.1f,
            Double.NaN,
            new UUID(1, 2),
            OptionalInt.of(3),
            Path.of("/a/b"),
            7));
    assertSame(Type.of(Long.class), Long.MIN_VALUE);
    assertSame(Type.of(Double.class), 0.1);
    assertSame(Type.of(Boolean.class), true);
  }

  @Test
  void keysOfMapsAreKept() throws Exception {
    SequencedMap<DayOfWeek, String> names = new LinkedHashMap<>();
    names.put(DayOfWeek.SUNDAY, "s");
    names.put(DayOfWeek.MONDAY, "m");
    assertSame(
        Type.of(Keyed.class),
        new Keyed(
            Map.of(PartitionKey.of("2001-01-31|eu"), 1),
            Map.of(LocalDate.EPOCH, List.of(new Line("a", 1))),
            names,
            Set.of("a", "b")));
  }

  @Test
  void anotherRecordReadsWhatItKnowsButMissesWhatIsNotThere() throws Exception {
    record Id(String id) {}
    record WithOption(String id, Optional<String> other) {}
    record Missing(String id, String other) {}
    store(Type.of(Order.class), ORDER);
    assertThat(load(Type.of(Id.class))).isEqualTo(new Id(ORDER.id()));
    assertThat(load(Type.of(WithOption.class)))
        .isEqualTo(new WithOption(ORDER.id(), Optional.empty()));
    assertThatThrownBy(() -> load(Type.of(Missing.class)))
        .hasMessageContaining("asset 'value'")
        .hasMessageContaining("cannot be read as Missing")
        .hasMessageContaining("'other'");
  }

  @Test
  void whatHasNoJsonIsRefusedWithItsPlaceAndTheRemedy() {
    record Holder(String name, List<Thread> threads) {}
    assertThatThrownBy(() -> store(Type.of(Thread.class), Thread.currentThread()))
        .hasMessageContaining("asset 'value' of type Thread cannot be kept as JSON")
        .hasMessageContaining("the class java.lang.Thread, which is not a record")
        .hasMessageContaining("storedBy(...)");
    assertThatThrownBy(
            () -> store(Type.of(Holder.class), new Holder("a", List.of(Thread.currentThread()))))
        .hasMessageContaining("component 'threads' of Holder is the class java.lang.Thread");
    assertThatThrownBy(() -> store(Type.listOf(Runnable.class), List.of()))
        .hasMessageContaining("the interface java.lang.Runnable, which is not sealed");
  }

  private void assertSame(Type<?> type, Object value) throws Exception {
    store(type, value);
    assertThat(load(type)).isEqualTo(value);
  }

  private void store(Type<?> type, Object value) throws Exception {
    new FileIoManager(folder).store(new FakeStore(asset("value"), type), value);
  }

  private Object load(Type<?> type) throws Exception {
    return new FileIoManager(folder).load(new FakeLoad(asset("value"), type));
  }
}
