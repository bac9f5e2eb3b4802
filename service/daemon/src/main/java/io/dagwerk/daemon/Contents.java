package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Plans and config documents as they lie in [Snapshots], with those that were used last kept
/// decoded. Thread-safe.
final class Contents {
  private static final int MOST_KEPT = 64;

  /// The largest config document that is kept, as it is stored.
  private static final int LARGEST_CONFIG = 64 << 10;

  private final Snapshots snapshots;
  private final Decoded<Plan> plans = new Decoded<>();
  private final Decoded<ConfigTree> configs = new Decoded<>();

  Contents(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /// What was used last, the least recently used first.
  private static final class Decoded<T> {
    private final SequencedMap<ContentHash, T> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true);

    synchronized Optional<T> find(ContentHash hash) {
      return Optional.ofNullable(kept.get(hash));
    }

    synchronized void keep(ContentHash hash, T content) {
      kept.put(hash, content);
      while (kept.size() > MOST_KEPT) {
        kept.pollFirstEntry();
      }
    }
  }

  /// A plan as it is stored.
  Bytes encoded(Plan plan) {
    Bytes encoded = Bytes.of(PlanCodec.encode(plan));
    plans.keep(ContentHash.of(encoded), plan);
    return encoded;
  }

  /// A config document as it is stored.
  Bytes encoded(ConfigTree config) {
    Bytes encoded = Bytes.of(ConfigCodec.encode(config));
    keep(ContentHash.of(encoded), encoded, config);
    return encoded;
  }

  private void keep(ContentHash hash, Bytes encoded, ConfigTree config) {
    if (encoded.size() <= LARGEST_CONFIG) {
      configs.keep(hash, config);
    }
  }

  /// @throws IllegalStateException when it is not stored, though a run refers to it
  Plan plan(ContentHash hash) {
    Optional<Plan> kept = plans.find(hash);
    if (kept.isPresent()) {
      return kept.get();
    }
    Plan plan = PlanCodec.decode(read(hash).toArray());
    plans.keep(hash, plan);
    return plan;
  }

  /// @throws IllegalStateException when it is not stored, though a run refers to it
  ConfigTree config(ContentHash hash) {
    Optional<ConfigTree> kept = configs.find(hash);
    if (kept.isPresent()) {
      return kept.get();
    }
    Bytes encoded = read(hash);
    ConfigTree config = ConfigCodec.decode(encoded.toArray());
    keep(hash, encoded, config);
    return config;
  }

  private Bytes read(ContentHash hash) {
    return snapshots
        .find(hash)
        .orElseThrow(
            () -> new IllegalStateException("content %s of a run is not stored".formatted(hash)));
  }
}
