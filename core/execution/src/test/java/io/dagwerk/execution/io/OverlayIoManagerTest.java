package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static io.dagwerk.execution.io.Addresses.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.OverlayIoManager;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of one's own over files that are shared.
class OverlayIoManagerTest extends DurableIoManagerContract {
  @TempDir private Path folder;

  @Override
  protected IoManager<Object> manager() {
    return OverlayIoManager.of(own(), shared());
  }

  @Override
  protected IoManager<Object> another() {
    return manager();
  }

  private IoManager<Object> own() {
    return new FileIoManager(folder.resolve("own"));
  }

  private IoManager<Object> shared() {
    return new FileIoManager(folder.resolve("shared"));
  }

  private void share(OutputAddress address, Object value) throws Exception {
    shared().store(new FakeStore(address, ROWS), value);
  }

  /// A store that cannot be reached.
  private record Unreachable() implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) throws IOException {
      throw new IOException("unreachable");
    }

    @Override
    public Object load(LoadContext context) throws IOException {
      throw new IOException("unreachable");
    }

    @Override
    public boolean exists(OutputAddress address) throws IOException {
      throw new IOException("unreachable");
    }
  }

  @Test
  void whatTheOwnStoreDoesNotHaveIsReadFromTheSharedOne() throws Exception {
    share(asset("flights"), rows(1, 3));

    assertThat(manager().exists(asset("flights"))).isTrue();
    assertThat(load(asset("flights"))).isEqualTo(rows(1, 3));
    assertThat(folder.resolve("own")).doesNotExist();
  }

  @Test
  void whatIsStoredIsReadAgainAndLeavesTheSharedValueAsItIs() throws Exception {
    share(asset("flights"), rows(1, 3));

    store(asset("flights"), rows(2, 3));

    assertThat(load(asset("flights"))).isEqualTo(rows(2, 3));
    assertThat(shared().load(new FakeLoad(asset("flights"), ROWS))).isEqualTo(rows(1, 3));
  }

  @Test
  void whatOnlyTheOwnStoreHasIsNotInTheSharedOne() throws Exception {
    store(asset("flights"), rows(2, 3));

    assertThat(shared().exists(asset("flights"))).isFalse();
    assertThat(folder.resolve("shared")).doesNotExist();
  }

  @Test
  void eachPartitionIsReadFromTheStoreThatHasIt() throws Exception {
    share(partition("flights", "a"), rows(1, 3));
    share(partition("flights", "b"), rows(2, 3));

    store(partition("flights", "b"), rows(3, 3));

    assertThat(load(partition("flights", "a"))).isEqualTo(rows(1, 3));
    assertThat(load(partition("flights", "b"))).isEqualTo(rows(3, 3));
    assertThat(manager().exists(partition("flights", "c"))).isFalse();
  }

  @Test
  void aValueThatNeitherHasIsMissedInBothPlaces() {
    assertThatThrownBy(() -> load(partition("flights", "a")))
        .hasMessageContaining("asset 'flights' of partition 'a' has no stored value")
        .hasMessageContaining(folder.resolve("own") + ", then ")
        .hasMessageContaining(folder.resolve("shared").toString());
  }

  @Test
  void anOwnStoreThatCannotBeAskedIsNotTakenForOneWithoutTheValue() throws Exception {
    share(asset("flights"), rows(1, 3));
    IoManager<Object> overlay = OverlayIoManager.of(new Unreachable(), shared());

    assertThatThrownBy(() -> overlay.load(new FakeLoad(asset("flights"), ROWS)))
        .hasMessage("unreachable");
    assertThatThrownBy(() -> overlay.exists(asset("flights"))).hasMessage("unreachable");
  }

  @Test
  void theSharedStoreIsNotAskedForWhatTheOwnOneHas() throws Exception {
    IoManager<Object> overlay = OverlayIoManager.of(own(), new Unreachable());
    overlay.store(new FakeStore(asset("flights"), ROWS), rows(1, 3));

    assertThat(overlay.load(new FakeLoad(asset("flights"), ROWS))).isEqualTo(rows(1, 3));
    assertThat(overlay.exists(asset("flights"))).isTrue();
  }

  @Test
  void itIsAsDurableAsTheOwnStore() {
    assertThat(OverlayIoManager.of(new MemoryIoManager(), shared()).isDurable()).isFalse();
  }
}
