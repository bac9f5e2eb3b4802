package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.contract.Given;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a run with a long log is deleted.
class RunDeletionTest {
  private final HeldStorage stores = new HeldStorage();
  private final Storage storage = stores.storage();
  private final ComputeLogs logs = new MemoryComputeLogs();
  private Daemon daemon;
  private RunId run;

  @BeforeEach
  void start() throws Exception {
    daemon =
        Daemon.idle(
            new Daemon.Stores(storage, logs, InstanceKey.create()), InstantSource.fixed(Given.NOW));
    run = Given.startedRun(storage);
    logs.append(
        new LogKey(run, 1, Optional.empty(), Event.Stream.STDOUT), 0, Bytes.ofText("hello\n"));
    long events = 2L * RetentionLoop.MOST_EVENTS;
    storage.journal().append(Given.batch(run, 1, events)).join();
  }

  private void end() {
    storage.runs().move(Given.move(run, Given.to(RunStatus.CANCELED)));
  }

  @AfterEach
  void stop() {
    daemon.close();
    storage.close();
  }

  @Test
  void aRunIsDeletedWithAllThatItSaid() {
    end();
    daemon.delete(Principal.LOCAL, run);
    assertThat(daemon.find(run)).isEmpty();
    assertThat(storage.journal().read(run, 0, 1)).isEmpty();
    assertThat(logs.list(run)).isEmpty();
  }

  @Test
  void aDeletionThatWasBrokenOffLeavesARunWhoseLogHasExpiredAndIsTakenUpByTheNext() {
    end();
    stores.failAfterAnExpiry();
    assertThatThrownBy(() -> daemon.delete(Principal.LOCAL, run))
        .isInstanceOf(StorageException.class);
    assertThat(daemon.find(run).orElseThrow().times().logExpired()).contains(Given.NOW);
    assertThat(logs.list(run)).isEmpty();

    stores.expire();
    daemon.delete(Principal.LOCAL, run);
    assertThat(daemon.find(run)).isEmpty();
  }

  @Test
  void aRunThatHasNotEndedLosesNothing() {
    assertThatThrownBy(() -> daemon.delete(Principal.LOCAL, run)).isInstanceOf(Refused.class);
    assertThat(logs.list(run)).isNotEmpty();
    assertThat(storage.journal().read(run, 0, 1)).isNotEmpty();
  }
}
