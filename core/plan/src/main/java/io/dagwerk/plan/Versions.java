package io.dagwerk.plan;

import io.dagwerk.model.Plan;

/// Gives steps their versions.
final class Versions {
  private Versions() {}

  static Plan apply(PlanRequest request, Plan plan) {
    return plan;
  }
}
