package io.dagwerk.automation.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant NOON = Instant.parse("2001-01-31T12:00:00Z");

  @Test
  @Covers("K9.1")
  void aRunThatALimitHoldsBackDoesNotHoldBackThoseBehindIt() {
    QueueLimits limits = QueueLimits.of(10).tags(TagLimit.of("kind", "foo", 1));
    QueuedRun a = queued(1, 0, "kind=foo");
    QueuedRun b = queued(2, 0, "kind=foo");
    QueuedRun c = queued(3, 0);

    Admission first = Admission.decide(limits, List.of(), List.of(a, b, c), NOON);
    assertThat(first.admitted()).containsExactly(a.id(), c.id());
    assertThat(reason(first, b)).isEqualTo("waiting for tag kind=foo (1 of 1), position 1");

    Admission afterA = Admission.decide(limits, List.of(underWay(3)), List.of(b), NOON);
    assertThat(afterA.admitted()).containsExactly(b.id());
  }

  @Test
  @Covers("K9.2")
  void theEleventhOfTenWaitsUntilOneEnds() {
    List<QueuedRun> eleven = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      eleven.add(queued(i, 0));
    }
    QueueLimits limits = QueueLimits.of(10);

    Admission first = Admission.decide(limits, List.of(), eleven, NOON);
    assertThat(first.admitted()).hasSize(10).doesNotContain(id(11));
    assertThat(reason(first, eleven.getLast()))
        .isEqualTo("waiting for the instance's limit of runs (10 of 10), position 1");

    List<RunUnderWay> nine = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      nine.add(underWay(i));
    }
    assertThat(Admission.decide(limits, nine, List.of(eleven.getLast()), NOON).admitted())
        .containsExactly(id(11));
  }

  @Test
  void runsThatShareProcessesHaveABoundOfTheirOwn() {
    QueueLimits limits = QueueLimits.of(1).mostShared(2);
    List<QueuedRun> queued = List.of(shared(1), shared(2), shared(3), queued(4, 0), queued(5, 0));

    Admission admission = Admission.decide(limits, List.of(), queued, NOON);

    assertThat(admission.admitted()).containsExactly(id(1), id(2), id(4));
    assertThat(reason(admission, queued.get(2)))
        .isEqualTo(
            "waiting for the instance's limit of runs that share processes (2 of 2), position 1");
    assertThat(reason(admission, queued.getLast()))
        .isEqualTo("waiting for the instance's limit of runs (1 of 1), position 1");
  }

  private static QueuedRun shared(int number) {
    return new QueuedRun(
        id(number), "flights", 0, NOON.minusSeconds(100 - number), tags(), Isolation.SHARED);
  }

  @Test
  @Covers("K9.3")
  void theHigherPriorityStartsFirstThoughItCameLast() {
    Admission admission =
        Admission.decide(
            QueueLimits.of(1), List.of(), List.of(queued(1, 0), queued(2, -3), queued(3, 5)), NOON);

    assertThat(admission.admitted()).containsExactly(id(3));
    assertThat(admission.waiting().sequencedKeySet()).containsExactly(id(1), id(2));
  }

  @Test
  void whoWaitsGainsPriority() {
    QueueLimits limits = QueueLimits.of(1).ageing(new Ageing(Duration.ofMinutes(10)));
    QueuedRun old = new QueuedRun(id(1), "flights", 0, NOON.minusSeconds(1800), tags());
    QueuedRun urgent = new QueuedRun(id(2), "flights", 3, NOON, tags());

    assertThat(Admission.decide(limits, List.of(), List.of(old, urgent), NOON).admitted())
        .as("three steps in half an hour, and older")
        .containsExactly(id(1));
    assertThat(
            Admission.decide(limits, List.of(), List.of(old, urgent), NOON.minusSeconds(1))
                .admitted())
        .containsExactly(id(2));
    assertThat(
            Admission.decide(limits.ageing(Ageing.NONE), List.of(), List.of(old, urgent), NOON)
                .admitted())
        .containsExactly(id(2));
  }

  @Test
  void aClockThatWentBackTakesNoPriority() {
    assertThat(new Ageing(Duration.ofMinutes(1)).priority(4, NOON.plusSeconds(600), NOON))
        .isEqualTo(4);
  }

  @Test
  void theLongestWaitThereCanBeIsCounted() {
    assertThat(new Ageing(Duration.ofSeconds(1)).priority(4, Instant.MIN, Instant.MAX))
        .isEqualTo(4 + Instant.MAX.getEpochSecond() - Instant.MIN.getEpochSecond());
  }

  @Test
  void eachValueOfATagIsCountedApart() {
    QueueLimits limits = QueueLimits.of(10).tags(TagLimit.forEach("customer", 1));

    Admission admission =
        Admission.decide(
            limits,
            List.of(underWay(9, "customer=a")),
            List.of(
                queued(1, 0, "customer=a"),
                queued(2, 0, "customer=b"),
                queued(3, 0, "customer=b"),
                queued(4, 0, "customer=a"),
                queued(5, 0)),
            NOON);

    assertThat(admission.admitted()).containsExactly(id(2), id(5));
    assertThat(admission.waiting().get(id(4)))
        .isEqualTo(new Admission.Held("tag customer=a", 1, 1, 2));
    assertThat(admission.waiting().get(id(3)))
        .isEqualTo(new Admission.Held("tag customer=b", 1, 1, 1));
  }

  @Test
  void aRunCountsForEveryLimitThatConcernsIt() {
    QueueLimits limits =
        QueueLimits.of(10)
            .location("flights", 2)
            .tags(TagLimit.of("team", 3), TagLimit.of("team", "ops", 1));

    Admission admission =
        Admission.decide(
            limits,
            List.of(),
            List.of(
                queued(1, 0, "team=ops"),
                queued(2, 0, "team=ops"),
                queued(3, 0, "team=web"),
                queued(4, 0, "team=web")),
            NOON);

    assertThat(admission.admitted()).containsExactly(id(1), id(3));
    assertThat(held(admission, id(2)).limit()).isEqualTo("tag team=ops");
    assertThat(held(admission, id(4)).limit()).isEqualTo("location 'flights'");
  }

  @Test
  @Covers("S25.6")
  void aBackfillKeepsToItsLimitAndIsOvertakenByAMoreUrgentRun() {
    QueueLimits limits = QueueLimits.of(11).tags(TagLimit.of(RunTags.BACKFILL, 10));
    List<QueuedRun> queue = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      queue.add(queued(i, 0, RunTags.BACKFILL + "=b1"));
    }
    QueuedRun scheduled = queued(61, 5, RunTags.SCHEDULE + "=nightly");
    SequencedMap<RunId, RunUnderWay> underWay = new LinkedHashMap<>();
    List<RunId> started = new ArrayList<>();
    while (!queue.isEmpty()) {
      Admission admission =
          Admission.decide(limits, List.copyOf(underWay.values()), List.copyOf(queue), NOON);
      for (QueuedRun run : List.copyOf(queue)) {
        if (admission.admitted().contains(run.id())) {
          queue.remove(run);
          underWay.put(run.id(), new RunUnderWay(run.id(), run.location(), run.tags()));
        }
      }
      started.addAll(admission.admitted());
      assertThat(underWay.values())
          .filteredOn(run -> run.tags().containsKey(RunTags.BACKFILL))
          .hasSizeLessThanOrEqualTo(10);
      if (started.size() == 20) {
        queue.add(scheduled);
      }
      underWay.pollFirstEntry();
    }

    assertThat(started).hasSize(61).doesNotHaveDuplicates();
    assertThat(started.get(20)).as("before the forty that had waited longer").isEqualTo(id(61));
  }

  @Test
  void aLimitOfZeroHoldsTheQueue() {
    assertThat(
            Admission.decide(QueueLimits.of(0), List.of(), List.of(queued(1, 0)), NOON).admitted())
        .isEmpty();
  }

  @Test
  void negativeLimitsAreRefused() {
    assertThatThrownBy(() -> QueueLimits.of(-1))
        .hasMessage("the limit of runs of the instance is 0 or more, but found -1");
    assertThatThrownBy(() -> QueueLimits.of(1).location("flights", -2))
        .hasMessage("the limit of runs of location 'flights' is 0 or more, but found -2");
    assertThatThrownBy(() -> TagLimit.of("team", -3))
        .hasMessage("the limit of runs with tag 'team' is 0 or more, but found -3");
    assertThatThrownBy(() -> new Ageing(Duration.ofSeconds(-1)))
        .hasMessageContaining("zero for no ageing");
    assertThatThrownBy(() -> new Ageing(Duration.ofMillis(1_500)))
        .hasMessageContaining("takes whole seconds")
        .hasMessageContaining("PT1.5S");
  }

  static RunId id(long number) {
    return new RunId(new UUID(0x7000L, 0x8000_0000_0000_0000L | number));
  }

  /// Queued in the order of their numbers, all shortly before noon.
  static QueuedRun queued(int number, int priority, String... tags) {
    return new QueuedRun(
        id(number), "flights", priority, NOON.minusSeconds(100 - number), tags(tags));
  }

  static RunUnderWay underWay(int number, String... tags) {
    return new RunUnderWay(id(number), "flights", tags(tags));
  }

  static SequencedMap<String, String> tags(String... tags) {
    SequencedMap<String, String> byKey = new LinkedHashMap<>();
    for (String tag : tags) {
      List<String> parts = Arrays.asList(tag.split("=", 2));
      byKey.put(parts.getFirst(), parts.getLast());
    }
    return byKey;
  }

  private static String reason(Admission admission, QueuedRun run) {
    return held(admission, run.id()).reason();
  }

  private static Admission.Held held(Admission admission, RunId run) {
    return requireNonNull(admission.waiting().get(run), "it waits");
  }
}
