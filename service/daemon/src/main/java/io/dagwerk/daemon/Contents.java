package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// Plans and config documents as they lie in [Snapshots], with those that were used last kept
/// decoded. Thread-safe.
final class Contents {
  private static final int MOST_PLANS = 64;

  private final Snapshots snapshots;
  private final SequencedMap<ContentHash, Plan> plans = new LinkedHashMap<>();

  Contents(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /// A plan as it is stored.
  Bytes encoded(Plan plan) {
    Bytes encoded = Bytes.of(PlanCodec.encode(plan));
    keep(ContentHash.of(encoded), plan);
    return encoded;
  }

  /// A config document as it is stored.
  static Bytes encoded(ConfigTree config) {
    return Bytes.of(ConfigCodec.encode(config));
  }

  /// @throws IllegalStateException when it is not stored, though a run refers to it
  Plan plan(ContentHash hash) {
    synchronized (plans) {
      Plan known = plans.get(hash);
      if (known != null) {
        return known;
      }
    }
    Plan plan = read(hash, PlanCodec::decode);
    keep(hash, plan);
    return plan;
  }

  /// @throws IllegalStateException when it is not stored, though a run refers to it
  ConfigTree config(ContentHash hash) {
    return read(hash, ConfigCodec::decode);
  }

  private <T> T read(ContentHash hash, Function<byte[], T> decode) {
    return snapshots
        .find(hash)
        .map(bytes -> decode.apply(bytes.toArray()))
        .orElseThrow(
            () -> new IllegalStateException("content %s of a run is not stored".formatted(hash)));
  }

  private void keep(ContentHash hash, Plan plan) {
    synchronized (plans) {
      plans.putLast(hash, plan);
      while (plans.size() > MOST_PLANS) {
        plans.pollFirstEntry();
      }
    }
  }
}
