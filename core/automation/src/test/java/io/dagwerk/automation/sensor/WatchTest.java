package io.dagwerk.automation.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.AssetUpdates;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.SensorLook.Cause;
import io.dagwerk.model.SensorSnapshot.Match;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.model.SensorSnapshot.Watched;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Sensors on materializations, partition by partition.
class WatchTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");
  private static final Partitions WEEKS = Partitions.weekly("2001-01-01");

  private final Sensors world = new Sensors();

  @Test
  void eachPartitionOfAnAssetIsToldByItself() {
    Watcher watcher = new Watcher(Match.ANY, Optional.of(DAYS), "a");
    world.materialized("a", "2001-01-02", "2001-01-01");
    world.materialized("other", "2001-01-05");

    assertThat(watcher.told()).containsExactly("2001-01-01: a", "2001-01-02: a");
    assertThat(watcher.told()).isEmpty();
    world.materialized("a", "2001-01-02");
    assertThat(watcher.told()).containsExactly("2001-01-02: a");
  }

  @Test
  void aPartitionThatIsMadeTwiceBeforeTheLookIsToldOnceWithTheNewestValue() {
    Watcher watcher = new Watcher(Match.ANY, Optional.of(DAYS), "a");
    world.materialized("a", "2001-01-01");
    world.materialized("a", "2001-01-01");

    assertThat(watcher.turn().orElseThrow().newest())
        .singleElement()
        .satisfies(update -> assertThat(update.dataVersion()).contains("2"));
  }

  @Test
  @Covers("S30.1")
  void whenBothAreThereForADayTheSensorIsAskedOnceWithTheRunsOfBoth() {
    Watcher watcher = new Watcher(Match.ALL, Optional.of(DAYS), "p1", "p2");
    world.materialized("p1", "2001-01-01");
    world.materialized("p2", "2001-01-01");

    AssetUpdates updates = watcher.turn().orElseThrow();

    assertThat(updates.newest())
        .extracting(AssetUpdate::asset)
        .containsExactly(key("p1"), key("p2"));
    assertThat(updates.newest()).extracting(AssetUpdate::run).doesNotHaveDuplicates();
    assertThat(watcher.told()).isEmpty();
  }

  @Test
  @Covers("S30.2")
  void withOneOfThemTheSensorWaitsAndSaysForWhat() {
    Watcher watcher = new Watcher(Match.ALL, Optional.of(DAYS), "p1", "p2");
    world.materialized("p1", "2001-01-01", "2001-01-02");
    world.materialized("p2", "2001-01-02");

    assertThat(watcher.told()).containsExactly("2001-01-02: p1, p2");
    assertThat(watcher.waiting()).containsExactly("waiting for p2@2001-01-01");
  }

  @Test
  @Covers("S30.3")
  void whenOneIsMadeAgainForAnOldDayTheMatchDecides() {
    Watcher all = new Watcher(Match.ALL, Optional.of(DAYS), "p1", "p2");
    Watcher any = new Watcher(Match.ANY_ONCE_ALL, Optional.of(DAYS), "p1", "p2");
    world.materialized("p1", "2001-01-01");
    assertThat(any.told()).isEmpty();
    world.materialized("p2", "2001-01-01");
    assertThat(all.told()).containsExactly("2001-01-01: p1, p2");
    assertThat(any.told()).containsExactly("2001-01-01: p1, p2");

    world.materialized("p1", "2001-01-01");

    assertThat(all.told()).isEmpty();
    assertThat(any.told()).containsExactly("2001-01-01: p1, p2");
    world.materialized("p2", "2001-01-01");
    assertThat(all.told()).containsExactly("2001-01-01: p1, p2");
  }

  @Test
  @Covers("S30.4")
  void aWeekIsToldWhenItsSeventhDayIsThere() {
    for (Match match : Match.values()) {
      Watcher watcher = new Watcher(match, Optional.of(DAYS), Optional.of(WEEKS), "a");
      world.materialized("a", days(1, 6));
      assertThat(watcher.told()).as(match.toString()).isEmpty();
      world.materialized("a", "2001-01-07");
      assertThat(watcher.told())
          .as(match.toString())
          .containsExactly("2001-01-01: a, a, a, a, a, a, a");
      world.forget();
    }
  }

  @Test
  void aDayThatIsMadeAgainIsNoNewWeekUntilAllItsDaysAreWhenAllAreToBeNew() {
    Watcher all = new Watcher(Match.ALL, Optional.of(DAYS), Optional.of(WEEKS), "a");
    Watcher any = new Watcher(Match.ANY, Optional.of(DAYS), Optional.of(WEEKS), "a");
    world.materialized("a", days(1, 7));
    assertThat(all.told()).hasSize(1);
    assertThat(any.told()).hasSize(1);

    world.materialized("a", "2001-01-03");

    assertThat(all.told()).isEmpty();
    assertThat(any.told()).hasSize(1);
  }

  @Test
  void assetsWithoutPartitionsAreToldTogether() {
    Watcher watcher = new Watcher(Match.ALL, Optional.empty(), "p1", "p2");
    world.materialized("p1");
    assertThat(watcher.told()).isEmpty();
    assertThat(watcher.waiting()).containsExactly("waiting for p2");
    world.materialized("p2");
    assertThat(watcher.told()).containsExactly(": p1, p2");
  }

  @Test
  void aPartitionThatDoesNotExistIsLeftOut() {
    Watcher watcher = new Watcher(Match.ANY, Optional.of(DAYS), "a");
    world.materialized("a", "1999-01-01", "not a day");

    assertThat(watcher.told()).isEmpty();
  }

  private static AssetKey key(String asset) {
    return AssetKey.of(asset);
  }

  private static String[] days(int from, int to) {
    return Stream.iterate(from, day -> day <= to, day -> day + 1)
        .map("2001-01-%02d"::formatted)
        .toArray(String[]::new);
  }

  /// A sensor that is turned until it has nothing more to look at.
  private final class Watcher {
    private final SensorRule rule;
    private SensorState state;

    Watcher(Match match, Optional<Partitions> partitions, String... assets) {
      this(match, partitions, partitions, assets);
    }

    Watcher(
        Match match, Optional<Partitions> partitions, Optional<Partitions> per, String... assets) {
      List<Watched> watched =
          Stream.of(assets).map(asset -> new Watched(key(asset), partitions)).toList();
      rule = new SensorRule(Sensors.sensor(new Trigger.Updated(watched, match, per)), "code");
      state = SensorState.firstSeen(rule.sensor(), Sensors.NOW, world.position());
    }

    Optional<AssetUpdates> turn() {
      SensorTurn turn = rule.turn(state, new Turn(1, Sensors.NOW), world.after(state));
      state = turn.state();
      turn.begin()
          .ifPresent(look ->
              state =
                  state.ended(
                      look,
                      new Evaluation.Skipped("seen", Optional.empty()),
                      new TickEnd.Skipped("seen")));
      return turn.begin().map(look -> ((Cause.Updated) look.asked().cause()).updates());
    }

    List<String> told() {
      List<String> told = new ArrayList<>();
      for (Optional<AssetUpdates> updates = turn(); updates.isPresent(); updates = turn()) {
        told.add(
            updates.get().partition().map(Object::toString).orElse("")
                + ": "
                + String.join(
                    ", ",
                    updates.get().newest().stream()
                        .map(update -> update.asset().toString())
                        .toList()));
      }
      return told;
    }

    List<String> waiting() {
      return rule.waiting(state, world.after(state)).stream().map(Waiting::toString).toList();
    }
  }

  @Test
  void eachOfManyPartitionsIsToldWhateverPageItIsOn() {
    Watcher watcher = new Watcher(Match.ANY, Optional.of(Partitions.hourly("2000-01-01")), "a");
    for (int day = 0; day < 45; day++) {
      for (int hour = 0; hour < 24; hour++) {
        world.materialized("a", "2000-%02d-%02dT%02d".formatted(day / 28 + 1, day % 28 + 1, hour));
      }
    }

    assertThat(watcher.told()).hasSize(45 * 24);
  }
}
