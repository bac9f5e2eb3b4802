package io.dagwerk.spi.contract;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of all ports stand on: stores of a kind, empty before each test.
public abstract class StorageContract {
  protected Storage storage;

  /// Stores that hold nothing.
  protected abstract Storage open() throws Exception;

  @BeforeEach
  void openStorage() throws Exception {
    storage = open();
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  protected AppendResult append(Batch batch) {
    try {
      return storage.journal().append(batch).get(60, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError("the batch should be stored", failed);
    }
  }

  /// The texts of a run's log.
  protected List<String> log(RunId run) {
    return storage.journal().read(run, 0, 10_000).stream()
        .map(event -> event.event().text())
        .toList();
  }

  protected List<Long> positions(RunId run) {
    return storage.journal().read(run, 0, 10_000).stream().map(StoredEvent::position).toList();
  }
}
