package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static io.dagwerk.execution.io.Addresses.partition;
import static io.dagwerk.execution.io.Addresses.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.OutputAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// What every IO manager promises, shown with rows: the one kind of value that all of them keep.
public abstract class IoManagerContract {
  protected static final Type<List<Row>> ROWS = Type.listOf(Row.class);

  /// A value of several kinds of columns.
  public record Row(
      int number,
      String flightName,
      double delay,
      boolean late,
      LocalDate day,
      Optional<String> remark) {}

  /// The manager under test; the same one in all calls of a test.
  protected abstract IoManager<Object> manager();

  @Test
  public void aStoredValueIsLoadedEqual() throws Exception {
    store(asset("flights"), rows(1, 100));
    assertThat(load(asset("flights"))).isEqualTo(rows(1, 100));
  }

  @Test
  public void anEmptyValueIsAValue() throws Exception {
    store(asset("flights"), List.of());
    assertThat(manager().exists(asset("flights"))).isTrue();
    assertThat(load(asset("flights"))).isEqualTo(List.of());
  }

  @Test
  public void theNewestValueReplacesTheOneBefore() throws Exception {
    store(asset("flights"), rows(1, 100));
    store(asset("flights"), rows(2, 3));
    assertThat(load(asset("flights"))).isEqualTo(rows(2, 3));
  }

  @Test
  public void aStepThatWasLeftBehindReplacesNothing() throws Exception {
    store(asset("flights"), rows(1, 100));
    assertThatThrownBy(
            () -> manager().store(new FakeStore(asset("flights"), ROWS).leftBehind(), rows(2, 3)))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(
            () -> manager().store(new FakeStore(asset("airports"), ROWS).leftBehind(), rows(2, 3)))
        .isInstanceOf(CancellationException.class);
    assertThat(load(asset("flights"))).isEqualTo(rows(1, 100));
    assertThat(manager().exists(asset("airports"))).isFalse();
  }

  @Test
  public void partitionsAreKeptApart() throws Exception {
    store(partition("flights", "2001-01-01"), rows(1, 2));
    store(partition("flights", "2001-01-02"), rows(2, 3));
    store(partition("flights", "2001-01-01"), rows(3, 4));
    assertThat(load(partition("flights", "2001-01-01"))).isEqualTo(rows(3, 4));
    assertThat(load(partition("flights", "2001-01-02"))).isEqualTo(rows(2, 3));
  }

  @Test
  public void whatIsNotStoredDoesNotExist() throws Exception {
    assertThat(manager().exists(partition("flights", "a"))).isFalse();
    store(partition("flights", "a"), rows(1, 1));
    assertThat(manager().exists(partition("flights", "a"))).isTrue();
    assertThat(manager().exists(partition("flights", "b"))).isFalse();
    assertThat(manager().exists(asset("airports"))).isFalse();
  }

  @Test
  public void aMissingValueIsNamedWithTheRemedy() throws Exception {
    store(partition("flights", "2001-01-01"), rows(1, 1));
    assertThatThrownBy(() -> load(partition("flights", "2001-01-02")))
        .hasMessageContaining("asset 'flights' of partition '2001-01-02'")
        .hasMessageContaining("materialize it first");
    assertThatThrownBy(() -> load(asset("airports"))).hasMessageContaining("asset 'airports'");
  }

  @Test
  public void keysOfAnyTextAreKept() throws Exception {
    List<OutputAddress> addresses =
        List.of(
            asset("größe", "価格"),
            asset("a'b\"c;--"),
            partition("prices", "Zürich | 東京"),
            partition("prices", "../../etc"),
            partition("prices", "it's \"quoted\""),
            partition("prices", "p".repeat(300)),
            step("clean.parse[a b]", "result"));
    storeAndLoadAll(addresses);
  }

  @Test
  public void distinctAddressesAreDistinctValues() throws Exception {
    storeAndLoadAll(
        List.of(
            asset("orders"),
            asset("orders", "paid"),
            partition("sales", "paid"),
            partition("sales", "paid.json"),
            partition("sales", "PAID"),
            partition("sales", "@paid"),
            step("orders", "paid"),
            step("orders[paid]", "paid"),
            step("orders", "result")));
  }

  @Test
  public void manyStepsStoreAndLoadAtOnce() throws Exception {
    int steps = 12;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> loaded = new ArrayList<>();
      for (int index = 0; index < steps; index++) {
        OutputAddress address = partition("flights", "p" + index);
        List<Row> rows = rows(index, 20);
        loaded.add(
            threads.submit(() -> {
              store(address, rows);
              return load(address);
            }));
      }
      for (int index = 0; index < steps; index++) {
        assertThat(loaded.get(index).get()).isEqualTo(rows(index, 20));
      }
    }
  }

  @Test
  public void aReaderSeesOneWholeValueWhileItIsReplaced() throws Exception {
    OutputAddress address = partition("flights", "2001-01-01");
    store(address, rows(0, 50));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int seed = writer;
        writers.add(
            threads.submit(() -> {
              for (int round = 0; round < 5; round++) {
                store(address, rows(seed * 10 + round, 50));
              }
              return seed;
            }));
      }
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        assertWhole(load(address));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertWhole(load(address));
  }

  private static void assertWhole(Object loaded) {
    assertThat(loaded).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(50);
    Row first = (Row) ((List<?>) loaded).getFirst();
    assertThat(loaded).isEqualTo(rows(first.number() / 1000, 50));
  }

  private void storeAndLoadAll(List<OutputAddress> addresses) throws Exception {
    Map<OutputAddress, List<Row>> stored = new LinkedHashMap<>();
    for (OutputAddress address : addresses) {
      stored.put(address, rows(stored.size(), 2));
      store(address, rows(stored.size() - 1, 2));
    }
    for (OutputAddress address : addresses) {
      assertThat(load(address)).as(address.toString()).isEqualTo(stored.get(address));
    }
  }

  protected void store(OutputAddress address, Object value) throws Exception {
    manager().store(new FakeStore(address, ROWS), value);
  }

  protected Object load(OutputAddress address) throws Exception {
    try (FakeLoad context = new FakeLoad(address, ROWS)) {
      return manager().load(context);
    }
  }

  /// Rows that differ by seed; their numbers begin at a thousand times it.
  protected static List<Row> rows(int seed, int count) {
    LocalDate day = LocalDate.of(2001, 1, 1);
    return IntStream.range(0, count)
        .mapToObj(index ->
            new Row(
                seed * 1000 + index,
                "flight é'\"" + index,
                index / 7.0,
                index % 2 == 0,
                day.plusDays(index),
                index % 3 == 0 ? Optional.empty() : Optional.of("late")))
        .toList();
  }
}
