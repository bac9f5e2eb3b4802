package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Handles are declared after what they read, so a cycle shows as a null that was read too early.
@SuppressWarnings({"NullAway", "DataFlowIssue"}) // reads what is not assigned yet, as a user may
class CycleTest {
  private static final String REMEDY = "; declare it above its first use, or break the cycle";

  static final class Raw {
    static final Asset<String> RAW =
        Asset.named("raw", String.class).from(Clean.CLEAN).by(text -> text);
  }

  static final class Clean {
    static final Asset<String> CLEAN =
        Asset.named("clean", String.class).from(Totals.TOTAL).by(text -> text);
  }

  static final class Totals {
    static final Asset<String> TOTAL =
        Asset.named("total", String.class).from(Raw.RAW).by(text -> text);
  }

  @Test
  @Covers("K2.5")
  void aCycleAcrossClassesNamesWhatIsOnIt() {
    assertThat(FoundProblems.in(new Raw(), new Clean(), new Totals()))
        .containsExactly(
            "Totals.TOTAL: asset 'total' has null as input 1, where a handle was expected: declared"
                + " below, or a cycle with what reads it (asset 'clean', asset 'raw')"
                + REMEDY);
  }

  static final class Orders {
    static final Asset<Void> ORDERS =
        Asset.named("orders", Void.class).after(Bills.BILLS).doing(() -> {});
  }

  static final class Bills {
    static final Asset<Void> BILLS =
        Asset.named("bills", Void.class).after(Orders.ORDERS).doing(() -> {});
  }

  @Test
  @Covers("K2.5")
  void aCycleOfOrderAloneNamesWhatIsOnIt() {
    assertThat(FoundProblems.in(new Orders(), new Bills()))
        .containsExactly(
            "Bills.BILLS: asset 'bills' has null in after, place 1, where a handle was expected:"
                + " declared below, or a cycle with what reads it (asset 'orders')"
                + REMEDY);
  }

  @Test
  @Covers("K2.5")
  void aCycleThroughNestedGraphsNamesWhatIsOnIt() {
    List<@Nullable Op<String>> last = new ArrayList<>();
    last.add(null);
    Job job =
        Job.named("job")
            .running(graph -> {
              Op<String> first =
                  graph.nested(
                      "clean",
                      inner -> inner.op("a", String.class).from(last.getFirst()).by(text -> text));
              last.set(
                  0,
                  graph.nested(
                      "load", inner -> inner.op("b", String.class).from(first).by(text -> text)));
            });

    assertThat(FoundProblems.of(job))
        .containsExactly(
            "op 'clean.a' has null as input 1, where a handle was expected: declared below, or a"
                + " cycle with what reads it (op 'load.b')"
                + REMEDY);
  }

  @Test
  void ofManyThatReadTheNearestAreNamed() {
    Asset<String> first = Asset.named("a_0", String.class).from((Input<String>) null).by(it -> it);
    List<Definition> all = new ArrayList<>(List.of(first));
    Asset<String> previous = first;
    for (int i = 1; i <= 22; i++) {
      previous = Asset.named("a_" + i, String.class).from(previous).by(text -> text);
      all.add(previous);
    }

    assertThat(FoundProblems.of(all.toArray(Definition[]::new)))
        .singleElement()
        .asString()
        .contains("(asset 'a_1', asset 'a_2', ", ", asset 'a_20' and 2 more)");
  }

  @Test
  void whatNobodyReadsIsOnNoKnownCycle() {
    Asset<String> alone = Asset.named("a", String.class).from((Input<String>) null).by(it -> it);

    assertThat(FoundProblems.of(alone))
        .containsExactly(
            "asset 'a' has null as input 1, where a handle was expected: declared below, or a cycle;"
                + " declare it above its first use");
  }

  private final Asset<String> raw = Asset.named("raw", String.class).by(() -> "x");
  private final Asset<String> clean = Asset.named("clean", String.class).from(raw).by(text -> text);
  private final Asset<String> total = Asset.named("total", String.class).after(clean).by(() -> "x");

  @Test
  @Covers("K2.5")
  void aBlockingCheckDoesNotReadWhatItBlocks() {
    Check joined =
        Check.named("joined").on(raw).blocking().from(total).by(text -> Outcome.success());

    assertThat(FoundProblems.of(raw, clean, total, joined))
        .containsExactly(
            "check 'joined' blocks what reads asset 'raw', and waits for it: asset 'raw' -> check"
                + " 'joined' -> asset 'total' -> asset 'clean' -> asset 'raw'; check what it reads,"
                + " or do not block");
  }

  @Test
  void aCheckThatDoesNotBlockMayReadWhatFollows() {
    Check joined = Check.named("joined").on(raw).from(total).by(text -> Outcome.success());
    Check own =
        Check.named("own").on(total).blocking().from(raw, total).by((a, b) -> Outcome.success());

    assertThat(FoundProblems.of(raw, clean, total, joined, own)).isEmpty();
  }

  @Test
  void aBlockingCheckMayReadWhatFollowsAnotherPartition() {
    Partitions days = Partitions.daily("2001-01-01");
    Asset<String> day = Asset.named("day", String.class).partitionedBy(days).by(() -> "x");
    Asset<String> next =
        Asset.named("next", String.class)
            .partitionedBy(days)
            .from(day.previousPartition())
            .by(text -> text.orElse(""));
    Check steady =
        Check.named("steady").on(day).blocking().from(day, next).by((a, b) -> Outcome.success());

    assertThat(FoundProblems.of(day, next, steady)).isEmpty();
  }
}
