package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Step.Change;
import io.dagwerk.automation.condition.Step.Clock;
import io.dagwerk.model.Condition.CronTickPassed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The steps of a condition's history since the evaluation before: what was recorded of what it
/// looks at, and between that the ends of windows and the ticks.
final class Steps {
  private static final int FIRST_TICKS = 40;
  private static final int LAST_TICKS = 20;

  private final Scene scene;
  private final Layout layout;
  private final NavigableSet<Instant> boundaries = new TreeSet<>();
  private final List<Step> steps = new ArrayList<>();
  private Instant clock;

  private Steps(Scene scene, Layout layout) {
    this.scene = scene;
    this.layout = layout;
    this.clock = scene.state().at();
    definitions(scene, layout)
        .forEach(definition -> boundaries.addAll(scene.boundaries(definition)));
  }

  static List<Step> of(Scene scene, Layout layout) {
    Steps steps = new Steps(scene, layout);
    steps.fill();
    return steps.steps;
  }

  private static Set<Definition> definitions(Scene scene, Layout layout) {
    Set<Definition> definitions = new HashSet<>();
    layout.subjects().forEach(subject -> definitions.add(scene.graph().definition(subject)));
    return definitions;
  }

  /// When time alone changes something for the condition, if it does.
  static Optional<Instant> next(Scene scene, Layout layout) {
    TreeSet<Instant> next = new TreeSet<>();
    definitions(scene, layout)
        .forEach(definition -> scene.nextBoundary(definition).ifPresent(next::add));
    for (CronTickPassed cron : layout.crons()) {
      next.add(scene.ticks().next(cron, scene.now()));
    }
    return next.isEmpty() ? Optional.empty() : Optional.of(next.getFirst());
  }

  private void fill() {
    Instant from = scene.state().at();
    steps.add(Step.requests(Place.of(scene.state().position(), from)));
    for (Map<Subject, Change> changes : recorded().values()) {
      Place place = changes.values().iterator().next().place();
      addTime(from, place.at());
      steps.add(Step.facts(place, clock, changes));
      from = place.at();
    }
    addTime(from, scene.now());
  }

  private SortedMap<Long, Map<Subject, Change>> recorded() {
    SortedMap<Long, Map<Subject, Change>> recorded = new TreeMap<>();
    for (Subject subject : layout.subjects()) {
      for (Change change : scene.history().of(subject)) {
        recorded
            .computeIfAbsent(change.place().position(), _ -> new HashMap<>())
            .put(subject, change);
      }
    }
    return recorded;
  }

  /// The steps of time after one moment, up to and with another.
  private void addTime(Instant from, Instant to) {
    Instant cursor = from;
    for (Instant boundary : boundaries.subSet(from, false, to, true)) {
      addTicks(cursor, boundary.minusNanos(1));
      steps.add(Step.time(boundary, new Clock(clock, boundary), tickingAt(boundary)));
      clock = boundary;
      cursor = boundary;
    }
    addTicks(cursor, to);
  }

  private Set<CronTickPassed> tickingAt(Instant instant) {
    Set<CronTickPassed> ticking = new LinkedHashSet<>();
    for (CronTickPassed cron : layout.crons()) {
      if (scene.ticks().last(cron, instant).equals(instant)) {
        ticking.add(cron);
      }
    }
    return ticking;
  }

  /// The ticks after one moment, up to and with another.
  private void addTicks(Instant from, Instant to) {
    for (Instant tick : ticks(from, to)) {
      steps.add(Step.time(tick, Clock.at(clock), tickingAt(tick)));
    }
  }

  /// What nests latches of one expression's ticks has settled after as many of them as it is deep,
  /// so of very many the first and the last ones say all.
  private NavigableSet<Instant> ticks(Instant from, Instant to) {
    NavigableSet<Instant> ticks = new TreeSet<>();
    Instant first = from;
    for (int i = 0; i < FIRST_TICKS && first.isBefore(to); i++) {
      first = nextTick(first);
      if (!first.isAfter(to)) {
        ticks.add(first);
      }
    }
    Instant last = to;
    for (int i = 0; i < LAST_TICKS && last.isAfter(first); i++) {
      Instant tick = lastTick(last);
      if (tick.isAfter(first)) {
        ticks.add(tick);
      }
      last = tick.isAfter(first) ? tick.minusNanos(1) : first;
    }
    return ticks;
  }

  private Instant nextTick(Instant after) {
    Instant next = Instant.MAX;
    for (CronTickPassed cron : layout.crons()) {
      Instant tick = scene.ticks().next(cron, after);
      next = tick.isBefore(next) ? tick : next;
    }
    return next;
  }

  private Instant lastTick(Instant at) {
    Instant last = Instant.MIN;
    for (CronTickPassed cron : layout.crons()) {
      Instant tick = scene.ticks().last(cron, at);
      last = tick.isAfter(last) ? tick : last;
    }
    return last;
  }
}
