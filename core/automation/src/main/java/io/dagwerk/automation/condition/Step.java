package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition.CronTickPassed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One step of the history of a condition.
///
/// @param changes what was recorded, by subject
/// @param ticks the expressions that tick
record Step(
    Kind kind, Place place, Clock clock, Map<Subject, Change> changes, Set<CronTickPassed> ticks) {
  /// What kind of thing happens.
  enum Kind {
    REQUESTS,
    FACTS,
    TIME,
    FIRST,
    DECISION
  }

  /// The moments by which partitions exist before and after the step.
  record Clock(Instant before, Instant after) {
    static Clock at(Instant moment) {
      return new Clock(moment, moment);
    }
  }

  /// What was recorded of a subject at one place, with what was known before and after.
  record Change(Place place, List<Fact> facts, Status before, Status after) {
    Change and(Change later) {
      List<Fact> both = new ArrayList<>(facts);
      both.addAll(later.facts);
      return new Change(place, List.copyOf(both), before, later.after);
    }
  }

  static Step requests(Place place) {
    return new Step(Kind.REQUESTS, place, Clock.at(place.at()), Map.of(), Set.of());
  }

  static Step facts(Place place, Instant clock, Map<Subject, Change> changes) {
    return new Step(Kind.FACTS, place, Clock.at(clock), changes, Set.of());
  }

  static Step time(Instant at, Clock clock, Set<CronTickPassed> ticks) {
    return new Step(Kind.TIME, Place.ofTime(at), clock, Map.of(), ticks);
  }

  static Step first(Place place) {
    return new Step(Kind.FIRST, place, Clock.at(place.at()), Map.of(), Set.of());
  }

  static Step decision(Place place) {
    return new Step(Kind.DECISION, place, Clock.at(place.at()), Map.of(), Set.of());
  }

  Optional<Change> change(Subject subject) {
    return Optional.ofNullable(changes.get(subject));
  }

  List<Fact> facts(Subject subject) {
    return change(subject).map(Change::facts).orElse(List.of());
  }
}
