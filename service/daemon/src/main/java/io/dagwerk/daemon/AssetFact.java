package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.StoredFact;
import java.util.Optional;

/// Something that was found out about an asset.
///
/// @param fact as it is stored
/// @param event what happened, whole
public record AssetFact(StoredFact fact, Event event) {
  /// The name of the metadata that says who reported what no run found.
  public static final String REPORTED_BY = "dagwerk/reported_by";

  static AssetFact of(StoredFact fact) {
    return new AssetFact(fact, EventCodec.decode(fact.row().event().toArray()).shown());
  }

  /// Who reported it; empty when a run found it.
  public Optional<String> reportedBy() {
    return event instanceof Event.WithMetadata with
            && with.metadata().values().get(REPORTED_BY) instanceof MetadataValue.Text(String who)
        ? Optional.of(who)
        : Optional.empty();
  }
}
