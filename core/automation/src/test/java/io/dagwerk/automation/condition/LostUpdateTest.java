package io.dagwerk.automation.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.condition.Factory.Request;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What eager assets promise, on random graphs with runs that fail, overlap and are overtaken, for
/// evaluations at any moments: no update is lost, and none is handled twice.
class LostUpdateTest {
  private static final int ROUNDS = 30;
  private static final int EPISODES = 5;
  private static final List<Optional<Partitions>> PARTITIONS =
      List.of(
          Optional.empty(),
          Optional.of(Partitions.fixed("x", "y")),
          Optional.of(Partitions.daily("2001-01-01")));

  @Test
  void eachUpdateIsFollowedByARequestOrByAReasonAndNoneByTwo() {
    long first = new Random().nextLong();
    int requests = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) {
      Random random = new Random(seed);
      List<ConditionAsset> assets = assets(random);
      ConditionGraph graph = ConditionGraph.of(assets, List.of());
      Factory factory = new Factory(graph, random);
      List<Subject> subjects = List.copyOf(graph.subjects());
      subjects.stream().filter(_ -> random.nextInt(5) > 0).forEach(factory::fill);
      factory.evaluate(() -> {});
      for (int episode = 0; episode < EPISODES; episode++) {
        Place start = factory.next();
        for (int i = 0; i < 15; i++) {
          act(factory, random, subjects);
        }
        Evaluation last = settle(factory);
        for (Subject subject : graph.automated().sequencedKeySet()) {
          new Audit(graph, factory, subject, start, "seed " + seed).check(last);
        }
      }
      requests += factory.requests.size();
    }
    assertThat(requests).as("seed " + first).isGreaterThan(ROUNDS);
  }

  private static List<ConditionAsset> assets(Random random) {
    List<ConditionAsset> assets = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    Optional<Partitions> usual = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
    for (int i = 0; i < count; i++) {
      TestAsset asset = TestAsset.asset("a" + i).in(random.nextInt(4) == 0 ? "other" : "main");
      Optional<Partitions> own =
          random.nextInt(3) > 0 ? usual : PARTITIONS.get(random.nextInt(PARTITIONS.size()));
      own.ifPresent(asset::by);
      for (int upstream = 0; upstream < i; upstream++) {
        if (random.nextInt(5) < 3) {
          asset.reading("a" + upstream);
        }
      }
      assets.add((i > 0 ? asset.when(Condition.eager()) : asset).made());
    }
    return assets;
  }

  private static void act(Factory factory, Random random, List<Subject> subjects) {
    Subject any = subjects.get(random.nextInt(subjects.size()));
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> factory.update(any);
      case 3 -> factory.launch(List.of(any));
      case 4, 5 ->
          factory.evaluate(() -> {
            if (random.nextInt(3) == 0) {
              factory.update(any);
            }
          });
      default -> factory.work();
    }
  }

  /// Nothing is updated from outside any more; runs end, and what they ask for is done.
  private static Evaluation settle(Factory factory) {
    for (int i = 0; i < 1000; i++) {
      while (!factory.isIdle()) {
        factory.work();
      }
      Evaluation evaluation = factory.evaluate(() -> {});
      if (evaluation.requests().isEmpty() && factory.isIdle()) {
        return evaluation;
      }
    }
    throw new AssertionError("it never comes to rest");
  }

  /// Goes through the log of a factory at rest for one subject.
  private record Audit(
      ConditionGraph graph, Factory factory, Subject subject, Place start, String as) {
    void check(Evaluation last) {
      ConditionState state = last.next();
      for (long number : OracleTimes.all(graph.partitions(subject))) {
        boolean isLatest =
            OracleTimes.isLatest(graph.partitions(subject), Optional.empty(), number, state.at());
        boolean isBlocked = updates().anyMatch(_ -> isMissingUpstream(state, number));
        if (isLatest && !isBlocked) {
          triggers(number)
              .filter(trigger -> trigger.place().position() > start.position())
              .forEach(trigger -> assertHandled(trigger, number));
        }
        requests(number).forEach(request -> assertHasReason(request, number));
      }
    }

    private boolean isMissingUpstream(ConditionState state, long number) {
      return graph.upstream(subject).stream()
          .anyMatch(link ->
              needed(link, number, state)
                  .anyMatch(other ->
                      !state
                          .find(graph, link.to())
                          .orElseThrow()
                          .results()
                          .present()
                          .contains(other)));
    }

    private Stream<Long> needed(Link link, long number, ConditionState state) {
      return existing(link.to(), state).stream().filter(other -> belongs(link, number, other));
    }

    private List<Long> existing(Subject of, ConditionState state) {
      return OracleTimes.all(graph.partitions(of)).stream()
          .filter(number -> OracleTimes.exists(graph.partitions(of), number, state.at()))
          .toList();
    }

    private boolean belongs(Link link, long number, long other) {
      return !graph.partitions(subject).equals(graph.partitions(link.to())) || number == other;
    }

    private Stream<Fact.Updated> updates() {
      return factory.log().stream()
          .flatMap(fact -> fact instanceof Fact.Updated updated ? Stream.of(updated) : Stream.of());
    }

    /// Updates upstream by runs that were not to make this partition, too.
    private Stream<Fact.Updated> triggers(long number) {
      return updates()
          .filter(updated ->
              graph.upstream(subject).stream()
                  .filter(link -> link.to().equals(updated.subject()))
                  .anyMatch(link ->
                      updated
                          .partitions()
                          .numbers()
                          .anyMatch(other -> belongs(link, number, other))))
          .filter(
              updated -> !updated.run().map(run -> run.of(subject).contains(number)).orElse(false));
    }

    private Stream<Request> requests(long number) {
      return factory.requests.stream()
          .filter(request ->
              request.subject().equals(subject) && request.partitions().contains(number));
    }

    /// It was requested after the trigger, or a run that began to read after it made the partition.
    private void assertHandled(Fact.Updated trigger, long number) {
      long at = trigger.place().position();
      boolean isRequested = requests(number).anyMatch(request -> request.place().position() >= at);
      boolean isRead = readings(number).anyMatch(reading -> reading.position() >= at);
      assertThat(isRequested || isRead)
          .as("%s: %s at %d after %s", as, subject, number, trigger)
          .isTrue();
    }

    /// Where the runs that made it, or found nothing to make, began to read.
    private Stream<Place> readings(long number) {
      return factory.log().stream()
          .filter(fact -> fact.subject().equals(subject) && fact.partitions().contains(number))
          .flatMap(fact ->
              switch (fact) {
                case Fact.Updated updated -> Stream.of(updated.readingFrom());
                case Fact.Ended ended when ended.end() == Fact.End.LEFT_OUT ->
                    Stream.of(ended.readingFrom());
                default -> Stream.of();
              });
    }

    /// Something came about after the request before, and no run read it in between: an update, a
    /// request of what it shares a run with, or that the partition exists and is missing.
    private void assertHasReason(Request request, long number) {
      long to = request.place().position();
      long from =
          requests(number)
              .filter(other -> other.place().position() < to)
              .mapToLong(other -> other.place().position())
              .max()
              .orElse(-1);
      boolean isFirst = from < 0;
      boolean isTriggered =
          triggers(number)
              .map(trigger -> trigger.place().position())
              .anyMatch(at -> at > from && at <= to && !wasRead(number, at, to));
      boolean isTogether =
          factory.requests.stream()
              .filter(other -> other.place().equals(request.place()))
              .anyMatch(other ->
                  other.partitions().contains(number)
                      && graph.upstream(subject).stream()
                          .anyMatch(link -> link.to().equals(other.subject())));
      assertThat(isFirst || isTriggered || isTogether)
          .as("%s: reason of %s at %d", as, request, number)
          .isTrue();
    }

    private boolean wasRead(long number, long at, long to) {
      return factory.log().stream()
          .filter(fact -> fact.place().position() <= to)
          .filter(fact -> fact.subject().equals(subject) && fact.partitions().contains(number))
          .anyMatch(fact ->
              fact instanceof Fact.Updated updated && updated.readingFrom().position() >= at);
    }
  }
}
