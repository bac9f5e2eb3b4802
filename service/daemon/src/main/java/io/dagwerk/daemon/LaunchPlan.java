package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import java.util.List;
import java.util.SequencedMap;

/// What a launch would come to.
///
/// @param plan its steps, with the stored outputs that stand in for some
/// @param config the document with everything that was left out, and without its secrets
/// @param notes what there is to know, such as an asset that was left out and why
public record LaunchPlan(
    String location,
    Plan plan,
    String mode,
    ConfigTree config,
    SequencedMap<String, String> tags,
    List<String> notes) {
  public LaunchPlan {
    tags = Ordered.copyOf(tags);
    notes = List.copyOf(notes);
  }
}
