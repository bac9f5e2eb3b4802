package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static io.dagwerk.execution.io.Addresses.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.model.OutputAddress;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an IO manager promises beside [IoManagerContract] when its values outlive the process.
public abstract class DurableIoManagerContract extends IoManagerContract {
  /// A manager as another process would make it: it shares nothing in memory with the first.
  protected abstract IoManager<Object> another();

  @Test
  public void itIsDurable() {
    assertThat(manager().isDurable()).isTrue();
  }

  @Test
  public void anotherManagerOnTheSameStoreFindsTheValues() throws Exception {
    store(partition("flights", "a"), rows(1, 5));
    assertThat(another().exists(partition("flights", "a"))).isTrue();
    assertThat(another().load(new FakeLoad(partition("flights", "a"), ROWS))).isEqualTo(rows(1, 5));
  }

  @Test
  public void aFailureWhileWritingLeavesTheOldValueWhole() throws Exception {
    for (OutputAddress address : List.of(asset("airports"), partition("flights", "a"))) {
      store(address, rows(1, 100));
      assertThatThrownBy(() -> store(address, new Breaking(rows(2, 5_000), 4_000)))
          .hasStackTraceContaining("broken on the way");
      assertThat(load(address)).isEqualTo(rows(1, 100));
    }
  }

  @Test
  public void aFailureWhileWritingTheFirstValueLeavesNone() throws Exception {
    assertThatThrownBy(() -> store(partition("flights", "a"), new Breaking(rows(2, 5_000), 4_000)))
        .hasStackTraceContaining("broken on the way");
    assertThat(manager().exists(partition("flights", "a"))).isFalse();
    store(partition("flights", "a"), rows(3, 3));
    assertThat(load(partition("flights", "a"))).isEqualTo(rows(3, 3));
  }

  /// A list that throws when its reader comes to a place in it.
  private static final class Breaking extends AbstractList<Row> {
    private final List<Row> rows;
    private final int place;

    Breaking(List<Row> rows, int place) {
      this.rows = rows;
      this.place = place;
    }

    @Override
    public Row get(int index) {
      if (index == place) {
        throw new IllegalStateException("broken on the way");
      }
      return rows.get(index);
    }

    @Override
    public int size() {
      return rows.size();
    }
  }
}
