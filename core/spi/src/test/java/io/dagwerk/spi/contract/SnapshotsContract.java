package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every store of content keeps.
public abstract class SnapshotsContract extends StorageContract {
  @Test
  void contentIsFoundByItsHash() {
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    for (Bytes content : List.of(Bytes.ofText("{}"), Bytes.of(new byte[0]), Bytes.of(large))) {
      ContentHash hash = storage.snapshots().put(content);
      assertThat(hash).isEqualTo(ContentHash.of(content));
      assertThat(storage.snapshots().put(content)).isEqualTo(hash);
      assertThat(storage.snapshots().find(hash)).contains(content);
    }
  }

  @Test
  void whatIsMissingIsTold() {
    ContentHash stored = storage.snapshots().put(Bytes.ofText("a"));
    ContentHash missing = ContentHash.of(Bytes.ofText("b"));
    assertThat(storage.snapshots().missing(List.of(missing, stored))).containsExactly(missing);
    assertThat(storage.snapshots().missing(List.of())).isEmpty();
    assertThat(storage.snapshots().find(missing)).isEmpty();
  }
}
