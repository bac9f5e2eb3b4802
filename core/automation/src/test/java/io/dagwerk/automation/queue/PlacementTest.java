package io.dagwerk.automation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which of several hosts gets a run.
class PlacementTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static HostRoom host(String name, int most) {
    return new HostRoom(name, most, 64, List.of("flights"));
  }

  private static RunUnderWay underWay(int number, String host) {
    return new RunUnderWay(
        AdmissionTest.id(1000 + number),
        "flights",
        new LinkedHashMap<>(),
        Isolation.PROCESS,
        Optional.of(host));
  }

  private static List<String> placed(Placement placement, int runs) {
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      hosts.add(placement.place("flights", Isolation.PROCESS).orElse("none"));
    }
    return hosts;
  }

  @Test
  void runsGoToTheHostWithTheMostRoomAndToTheFirstAmongEquals() {
    Placement placement = Placement.of(List.of(host("a", 2), host("b", 3)), List.of());
    assertThat(placed(placement, 6)).containsExactly("b", "a", "b", "a", "b", "none");
  }

  @Test
  void whatAHostHasTakesItsRoomAndWhatIsOfNobodyTakesNone() {
    Placement placement =
        Placement.of(
            List.of(host("a", 2), host("b", 2)),
            List.of(underWay(1, "a"), underWay(2, "a"), underWay(3, "gone")));
    assertThat(placed(placement, 3)).containsExactly("b", "b", "none");
    assertThat(placement.placeInAnyCase("flights", Isolation.PROCESS)).contains("a");
    assertThat(placement.place("flights", Isolation.SHARED)).contains("a");
  }

  @Test
  void aHostGetsNoRunOfALocationThatItDoesNotServe() {
    Placement placement =
        Placement.of(List.of(new HostRoom("a", 100, 0, List.of("shop")), host("b", 1)), List.of());
    assertThat(placed(placement, 2)).containsExactly("b", "none");
    assertThat(placement.placeInAnyCase("unknown", Isolation.PROCESS)).isEmpty();
  }

  @Test
  void theHostsTogetherTakeWhatTheyTakeEachAndTheRestWaitsForAllOfThem() {
    List<QueuedRun> queued =
        IntStream.range(0, 5)
            .mapToObj(
                i -> new QueuedRun(AdmissionTest.id(i), "flights", 0, NOON, new LinkedHashMap<>()))
            .toList();
    Admission admission =
        Admission.decide(
            QueueLimits.of(1),
            List.of(host("a", 2), host("b", 2)),
            List.of(underWay(1, "b")),
            queued,
            NOON);
    assertThat(admission.hosts().values()).containsExactly("a", "a", "b");
    assertThat(admission.waiting().values())
        .extracting(Admission.Held::cause)
        .containsOnly("waiting for the instance's limit of runs (4 of 4)");
  }

  @Test
  void limitsOfTagsHoldForAllHostsTogether() {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("team", "pricing");
    List<QueuedRun> queued = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RunId id = AdmissionTest.id(i);
      queued.add(new QueuedRun(id, "flights", 0, NOON, tags));
    }
    Admission admission =
        Admission.decide(
            QueueLimits.of(1).tags(TagLimit.of("team", 2)),
            List.of(host("a", 9), host("b", 9)),
            List.of(),
            queued,
            NOON);
    assertThat(admission.hosts()).hasSize(2);
  }
}
