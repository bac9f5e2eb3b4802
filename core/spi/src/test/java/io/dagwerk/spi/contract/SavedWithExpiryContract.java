package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import org.junit.jupiter.api.Test;

/// What is read, besides, of databases of schema 3 and later, which say when a log has expired.
public abstract class SavedWithExpiryContract extends SavedStorageContract {
  @Test
  void theLogThatHadExpiredStillHas() {
    StoredRun expired = storage.runs().find(SavedInstance.EXPIRED).orElseThrow();
    assertThat(expired.status()).isEqualTo(RunStatus.CANCELED);
    assertThat(expired.times().logExpired()).contains(SavedInstance.at(80));
    assertThat(log(SavedInstance.EXPIRED)).isEmpty();
  }
}
