package io.dagwerk.plan;

import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import java.util.List;

/// What planning looks up in a location, made once of its snapshot for all plans of it. Immutable.
public final class LocationIndex {
  private final LocationSnapshot snapshot;
  private final AssetGraph assets;

  private LocationIndex(LocationSnapshot snapshot) {
    this.snapshot = snapshot;
    this.assets = new AssetGraph(snapshot);
  }

  public static LocationIndex of(LocationSnapshot snapshot) {
    return new LocationIndex(snapshot);
  }

  public LocationSnapshot snapshot() {
    return snapshot;
  }

  AssetGraph assets() {
    return assets;
  }

  boolean hasJob(String name) {
    return snapshot.jobs().stream().anyMatch(job -> job.name().equals(name));
  }

  /// @throws PlanProblem when there is none
  JobSnapshot job(String name) {
    List<String> names = snapshot.jobs().stream().map(JobSnapshot::name).toList();
    return snapshot.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new PlanProblem(
                "no job is called '%s' in '%s'%s"
                    .formatted(name, snapshot.name(), Nearest.hint(name, names))));
  }
}
