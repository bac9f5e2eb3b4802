package io.dagwerk.automation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Compares admission with a walk that asks, for the best run left, whether any limit would be
/// broken with it, and counts everything anew each time.
class AdmissionOracleTest {
  private static final Instant NOON = Instant.parse("2001-01-31T12:00:00Z");
  private static final Duration AGEING = Duration.ofSeconds(30);

  private record Run(
      RunId id, String location, SequencedMap<String, String> tags, Isolation isolation) {}

  @Test
  void admissionIsWhatAWalkThatCountsEachTimeFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      QueueLimits limits = limits(random);
      List<RunUnderWay> underWay = new ArrayList<>();
      for (int i = 0; i < random.nextInt(5); i++) {
        underWay.add(
            new RunUnderWay(
                AdmissionTest.id(1000 + i), location(random), tags(random), isolation(random)));
      }
      List<QueuedRun> queued = new ArrayList<>();
      for (int i = 0; i < random.nextInt(14); i++) {
        queued.add(
            new QueuedRun(
                AdmissionTest.id(i),
                location(random),
                random.nextInt(-2, 3),
                NOON.minusSeconds(random.nextInt(0, 120)),
                tags(random),
                isolation(random)));
      }
      assertThat(Admission.decide(limits, underWay, queued, NOON).admitted())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(walked(limits, underWay, queued));
    }
  }

  private static List<RunId> walked(
      QueueLimits limits, List<RunUnderWay> underWay, List<QueuedRun> queued) {
    List<Run> running = new ArrayList<>();
    underWay.forEach(
        run -> running.add(new Run(run.id(), run.location(), run.tags(), run.isolation())));
    List<QueuedRun> left = new ArrayList<>(queued);
    List<RunId> admitted = new ArrayList<>();
    while (!left.isEmpty()) {
      QueuedRun best = left.getFirst();
      for (QueuedRun other : left) {
        best = isBefore(other, best) ? other : best;
      }
      left.remove(best);
      running.add(new Run(best.id(), best.location(), best.tags(), best.isolation()));
      if (breaksALimitThatConcerns(running, limits)) {
        running.removeLast();
      } else {
        admitted.add(best.id());
      }
    }
    return admitted;
  }

  private static boolean isBefore(QueuedRun one, QueuedRun other) {
    long gained = Duration.between(one.since(), NOON).toSeconds() / AGEING.toSeconds();
    long others = Duration.between(other.since(), NOON).toSeconds() / AGEING.toSeconds();
    if (one.priority() + gained != other.priority() + others) {
      return one.priority() + gained > other.priority() + others;
    }
    if (!one.since().equals(other.since())) {
      return one.since().isBefore(other.since());
    }
    return one.id().compareTo(other.id()) < 0;
  }

  /// Whether the last run stands under a limit that more runs than it allows stand under.
  private static boolean breaksALimitThatConcerns(List<Run> running, QueueLimits limits) {
    Run last = running.getLast();
    long alike = running.stream().filter(run -> run.isolation() == last.isolation()).count();
    if (alike > (last.isolation() == Isolation.SHARED ? limits.mostShared() : limits.most())) {
      return true;
    }
    Integer most = limits.perLocation().get(last.location());
    if (most != null
        && running.stream().filter(run -> run.location().equals(last.location())).count() > most) {
      return true;
    }
    for (TagLimit limit : limits.tags()) {
      String value = last.tags().get(limit.key());
      if (value == null
          || (limit.counted() instanceof TagLimit.Counted.Value(String wanted)
              && !wanted.equals(value))) {
        continue;
      }
      long same =
          running.stream()
              .filter(run -> run.tags().containsKey(limit.key()))
              .filter(run ->
                  limit.counted() instanceof TagLimit.Counted.Together
                      || value.equals(run.tags().get(limit.key())))
              .count();
      if (same > limit.most()) {
        return true;
      }
    }
    return false;
  }

  private static QueueLimits limits(Random random) {
    QueueLimits limits =
        QueueLimits.of(random.nextInt(12))
            .mostShared(random.nextInt(12))
            .ageing(new Ageing(AGEING));
    if (random.nextBoolean()) {
      limits = limits.location("a", random.nextInt(5));
    }
    List<TagLimit> tags = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      String key = random.nextBoolean() ? "team" : "size";
      int most = random.nextInt(4);
      tags.add(
          switch (random.nextInt(3)) {
            case 0 -> TagLimit.of(key, most);
            case 1 -> TagLimit.of(key, "1", most);
            default -> TagLimit.forEach(key, most);
          });
    }
    return limits.tags(tags.toArray(TagLimit[]::new));
  }

  private static Isolation isolation(Random random) {
    return random.nextBoolean() ? Isolation.SHARED : Isolation.PROCESS;
  }

  private static String location(Random random) {
    return random.nextBoolean() ? "a" : "b";
  }

  private static SequencedMap<String, String> tags(Random random) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    for (String key : List.of("team", "size")) {
      if (random.nextInt(3) > 0) {
        tags.put(key, String.valueOf(random.nextInt(3)));
      }
    }
    return tags;
  }
}
