package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.cursor;
import static io.dagwerk.definitions.Input.delivery;
import static io.dagwerk.definitions.Input.endedRun;
import static io.dagwerk.definitions.Input.partitionKey;
import static io.dagwerk.definitions.Input.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dagwerk.automation.sensor.SensorRule;
import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.SensorSnapshot.Match;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sensors on a virtual clock, from their declaration to the runs that they ask for.
class ClockedSensorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A box into which files fall.
  static final class Box {
    final List<String> files = new ArrayList<>();
    boolean isBroken;

    List<String> files() {
      if (isBroken) {
        throw new IllegalStateException("the box is gone");
      }
      return files;
    }
  }

  private final Box box = new Box();
  private final List<String> handled = new ArrayList<>();
  private final Resource<Box> boxes = Resource.named("box", Box.class).by(() -> box);
  private final Job ingest =
      Job.named("ingest").running(graph -> graph.op("take").doing(() -> handled.add("a file")));
  private final Job broken =
      Job.named("broken")
          .running(graph ->
              graph
                  .op("break")
                  .doing(() -> {
                    throw new IllegalStateException("broken as ever");
                  }));
  private final Sensor newFiles =
      Sensor.named("new_files")
          .every(MINUTE)
          .running(ingest)
          .from(boxes)
          .by(ClockedSensorTest::each);

  private static Decision each(Box box) {
    return box.files().isEmpty()
        ? Decision.skip("the box is empty")
        : Decision.run(box.files().stream().map(RunRequest::of).toList());
  }

  @Test
  void threeFilesAreThreeRunsHoweverOftenTheSensorLooks() {
    Clockwork clock = clock(boxes, ingest, newFiles);
    box.files.addAll(List.of("a", "b", "c"));

    clock.advance(MINUTE.multipliedBy(10));

    assertThat(clock.runs(ingest)).hasSize(3);
    assertThat(clock.launches(ingest))
        .extracting(run -> run.key().orElseThrow())
        .containsExactly("a", "b", "c");
    assertThat(clock.ticks(newFiles)).hasSize(11);
    assertThat(clock.ticks(newFiles).getLast().reason())
        .isEqualTo("all 3 runs were asked for before: a, b, c");
  }

  @Test
  @Covers("S32.2")
  void aSkippedLookSaysWhy() {
    Clockwork clock = clock(boxes, ingest, newFiles);

    clock.advance(MINUTE);

    assertThat(clock.ticks(newFiles))
        .allMatch(EndedTick::wasSkipped)
        .extracting(EndedTick::reason)
        .containsOnly("the box is empty");
  }

  @Test
  @Covers("S32.3")
  void aLookThatThrowsHasFailedWithItsStackAndTheNextOneLooksAgain() {
    Clockwork clock = clock(boxes, ingest, newFiles);
    box.files.add("a");
    box.isBroken = true;
    clock.advance(Duration.ZERO);
    box.isBroken = false;
    clock.advance(MINUTE);

    assertThat(clock.ticks(newFiles)).hasSize(2);
    assertThat(clock.ticks(newFiles).getFirst().end())
        .isInstanceOfSatisfying(
            TickEnd.Failed.class,
            failed -> {
              assertThat(failed.error().summary())
                  .isEqualTo("IllegalStateException: the box is gone");
              assertThat(failed.error().frames().getFirst()).contains("Box.files");
            });
    assertThat(clock.runs(ingest)).hasSize(1);
  }

  @Test
  @Covers("S32.8")
  void aKeyWhoseRunFailedIsRunAgainOnlyBySomebodyWhoAsksForIt() {
    Sensor once =
        Sensor.named("once")
            .every(MINUTE)
            .running(broken)
            .by(() -> Decision.run(RunRequest.of("the only key")));
    Clockwork clock = clock(broken, once);

    clock.advance(MINUTE.multipliedBy(5));
    assertThat(clock.runs(broken)).hasSize(1).noneMatch(Result::succeeded);

    clock.launch(broken);
    assertThat(clock.runs(broken)).hasSize(2);
  }

  @Test
  @Covers("S32.5")
  void theCursorIsKeptWhenALookFails() {
    Sensor reading =
        Sensor.named("reading")
            .every(MINUTE)
            .running(ingest)
            .from(boxes, cursor())
            .by(ClockedSensorTest::after);
    Clockwork clock = clock(boxes, ingest, reading);
    box.files.addAll(List.of("a", "b"));
    clock.advance(Duration.ZERO);
    assertThat(clock.state(reading).cursor()).contains("b");

    box.isBroken = true;
    clock.advance(MINUTE);
    assertThat(clock.state(reading).cursor()).contains("b");

    box.isBroken = false;
    box.files.add("c");
    clock.advance(MINUTE.multipliedBy(2));
    assertThat(clock.launches(ingest)).hasSize(3);
    assertThat(clock.state(reading).cursor()).contains("c");

    clock.remember(reading, "a").advance(MINUTE);
    assertThat(clock.launches(ingest)).hasSize(5);
  }

  /// Without run keys, so that only the cursor keeps a file from being taken twice.
  private static Decision after(Box box, Optional<String> cursor) {
    List<String> newer =
        box.files().stream()
            .filter(file -> cursor.isEmpty() || file.compareTo(cursor.get()) > 0)
            .toList();
    return newer.isEmpty()
        ? Decision.skip("nothing new")
        : Decision.run(newer.stream().map(_ -> RunRequest.always()).toList())
            .remembering(newer.getLast());
  }

  @Test
  void aSensorIsToldOfEachRunThatFailedWithItsSteps() {
    List<String> told = new ArrayList<>();
    Sensor alarm =
        Sensor.named("alarm")
            .onFailureOf(broken)
            .acting()
            .from(endedRun())
            .by(run -> {
              told.add(run.job() + ": " + run.failures().getFirst().error().summary());
              return Decision.skip("told");
            });
    Clockwork clock = clock(broken, ingest, alarm);

    clock.launch(broken);
    clock.launch(ingest);
    clock.launch(broken);
    clock.advance(Duration.ZERO);

    assertThat(told)
        .containsExactly(
            "broken: IllegalStateException: broken as ever",
            "broken: IllegalStateException: broken as ever");
  }

  @Test
  void aSensorWhoseFunctionFailsIsAskedAboutTheSameRunAgain() {
    List<String> asked = new ArrayList<>();
    Sensor alarm =
        Sensor.named("alarm")
            .onSuccessOf(ingest)
            .acting()
            .from(endedRun())
            .by(run -> {
              asked.add(run.run().toString());
              throw new IllegalStateException("nobody listens");
            });
    Clockwork clock = clock(ingest, alarm);
    String run = clock.launch(ingest).record().run().toString();

    clock.advance(Duration.ofHours(1));

    assertThat(asked).hasSize(SensorRule.RETRY.retries() + 1).containsOnly(run);
  }

  private static final Partitions DAYS = Partitions.daily("2000-12-01");
  private final Asset<String> one = daily("one");
  private final Asset<String> two = daily("two");
  private final Asset<String> both =
      Asset.named("both", String.class)
          .partitionedBy(DAYS)
          .from(one, two)
          .by((first, second) -> first + " and " + second);
  private final Job makeOne = Job.named("make_one").materializing(one);
  private final Job makeTwo = Job.named("make_two").materializing(two);
  private final Job makeBoth = Job.named("make_both").materializing(both);

  private static Asset<String> daily(String name) {
    return Asset.named(name, String.class)
        .partitionedBy(DAYS)
        .from(partitionKey())
        .by(key -> name + " " + key);
  }

  @Test
  @Covers("S30.1")
  void whatTwoJobsMadeOfADayIsPutTogetherOnce() {
    List<Integer> runs = new ArrayList<>();
    Sensor whenBoth =
        Sensor.named("when_both")
            .onMaterialization(Match.ALL, one, two)
            .running(makeBoth)
            .from(updates())
            .by(updates -> {
              runs.add(updates.newest().stream().map(it -> it.run()).distinct().toList().size());
              return Decision.run(RunRequest.always().on(updates.partition().orElseThrow()));
            });
    Clockwork clock = clock(one, two, both, makeOne, makeTwo, makeBoth, whenBoth);

    clock.launch(makeOne, "2000-12-01", "2000-12-02");
    clock.advance(MINUTE);
    assertThat(clock.runs(makeBoth)).isEmpty();
    assertThat(clock.waiting(whenBoth))
        .extracting(Object::toString)
        .containsExactly("waiting for two@2000-12-01", "waiting for two@2000-12-02");
    clock.launch(makeTwo, "2000-12-02");
    clock.advance(MINUTE);

    assertThat(clock.partitions(both)).containsExactly(PartitionKey.of("2000-12-02"));
    assertThat(clock.value(both, "2000-12-02")).isEqualTo("one 2000-12-02 and two 2000-12-02");
    assertThat(runs).containsExactly(2);
    clock.advance(MINUTE);
    assertThat(clock.runs(makeBoth)).hasSize(1);
  }

  @Test
  void aDeliveryIsToldOnceByItsKey() {
    Sensor orders =
        Sensor.named("orders")
            .onWebhook("orders")
            .running(ingest)
            .from(delivery())
            .by(it -> Decision.run(RunRequest.of(it.key()).tag("body", it.body())));
    Clockwork clock = clock(ingest, orders);

    clock.advance(Duration.ZERO);
    clock.deliver("orders", "1", "an order").deliver("orders", "1", "an order");
    clock.deliver("elsewhere", "2", "no order").deliver("orders", "3", "another");
    clock.advance(Duration.ZERO);

    assertThat(clock.launches(ingest))
        .extracting(run -> run.tags().get("body"))
        .containsExactly("an order", "another");
  }

  @Test
  void aSensorMayAddPartitionsAndRunThem() {
    Partitions.Dynamic customers = Partitions.dynamic("customers");
    Asset<String> accounts =
        Asset.named("accounts", String.class)
            .partitionedBy(customers)
            .from(partitionKey())
            .by(PartitionKey::text);
    Job open = Job.named("open").materializing(accounts);
    Sensor newCustomers =
        Sensor.named("new_customers")
            .every(MINUTE)
            .running(open)
            .from(boxes)
            .by(box ->
                Decision.run(
                        box.files().stream().map(name -> RunRequest.of(name).on(name)).toList())
                    .adding(customers, box.files().toArray(String[]::new)));
    Clockwork clock = clock(boxes, accounts, open, newCustomers);

    clock.advance(MINUTE);
    box.files.addAll(List.of("ada", "bob"));
    clock.advance(MINUTE);

    assertThat(clock.partitions(accounts))
        .containsExactly(PartitionKey.of("ada"), PartitionKey.of("bob"));
    assertThat(clock.value(accounts, "bob")).isEqualTo("bob");
    assertThatThrownBy(() -> clock.launch(open, "eve")).hasMessageContaining("eve");
  }

  @Test
  void aSensorOfSeveralJobsNamesTheOneThatItMeans() {
    Sensor choosing =
        Sensor.named("choosing")
            .every(MINUTE)
            .running(ingest, broken)
            .by(() ->
                Decision.run(RunRequest.of("first"), RunRequest.of("second").running(broken)));
    Sensor wrong =
        Sensor.named("wrong")
            .every(MINUTE)
            .running(ingest)
            .by(() -> Decision.run(RunRequest.always().running(broken)));
    Clockwork clock = clock(ingest, broken, choosing, wrong);

    clock.advance(Duration.ZERO);

    assertThat(clock.runs()).hasSize(2);
    assertThat(clock.runs(broken)).hasSize(1);
    assertThat(clock.ticks(wrong).getFirst().reason())
        .contains("sensor 'wrong' asks for a run of job 'broken', but runs [job 'ingest']");
  }

  @Test
  void sensorsThatWakeEachOtherForEverAreFound() {
    Sensor again =
        Sensor.named("again")
            .onSuccessOf(ingest)
            .running(ingest)
            .by(() -> Decision.run(RunRequest.always()));
    Clockwork clock = clock(ingest, again);
    clock.launch(ingest);

    assertThatThrownBy(() -> clock.advance(Duration.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wake each other");
  }

  @Test
  void looksAreRecordedWithTheirTimes() {
    Clockwork clock = clock(boxes, ingest, newFiles);

    clock.advance(MINUTE);

    assertThat(clock.ticks(newFiles))
        .extracting(tick -> tick.at().toString(), EndedTick::attempt)
        .containsExactly(tuple("2001-01-01T00:00:00Z", 1), tuple("2001-01-01T00:01:00Z", 1));
    assertThat(handled).isEmpty();
  }

  private static Clockwork clock(Definition... definitions) {
    return Clockwork.of(Definitions.of(List.of(definitions))).startingAt("2001-01-01T00:00Z");
  }
}
