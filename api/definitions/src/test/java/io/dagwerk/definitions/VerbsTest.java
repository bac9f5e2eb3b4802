package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.testsupport.Covers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The ways to end a definition, and to attach what goes with it.
class VerbsTest {
  private static final Output<Integer> EVEN = Output.named("even", Integer.class).optional();
  private static final Output<Integer> ODD = Output.named("odd", Integer.class).optional();

  record Size(int most) {}

  private final Asset<Integer> three = Asset.named("three", Integer.class).by(() -> 3);
  private final Resource<String> slack = Resource.of("slack", String.class, "channel");

  @Test
  void aFunctionIsGivenItsInputsInOrder() throws Exception {
    Asset<String> asset =
        Asset.named("text", String.class)
            .from(three, slack, Input.config(Size.class))
            .by((number, channel, size) -> channel + number + size.most());

    assertThat(asset.compute().apply(List.of(3, "x", new Size(7)))).isEqualTo("x37");
  }

  @Test
  void aFunctionOfEightInputsIsGivenAllOfThem() throws Exception {
    Asset<Integer> sum =
        Asset.named("sum", Integer.class)
            .from(three, three, three, three, three, three, three, three)
            .by((a, b, c, d, e, f, g, h) -> a + b + c + d + e + f + g + h);

    assertThat(sum.compute().apply(List.of(1, 2, 3, 4, 5, 6, 7, 8))).isEqualTo(36);
  }

  @Test
  void anActionIsRunForWhatItDoes() throws Exception {
    List<Integer> done = new ArrayList<>();
    Asset<Void> asset = Asset.named("vacuumed", Integer.class).from(three).doing(done::add);

    assertThat(asset.compute().apply(List.of(3))).isEqualTo(Materialized.withNothingToSay());
    assertThat(done).containsExactly(3);
    assertThat(asset.isStored()).isFalse();
  }

  @Test
  void aFunctionMayReportWhatItMadeElsewhere() throws Exception {
    Asset<Void> table =
        Asset.named("table", Integer.class)
            .from(three)
            .reporting(rows -> Materialized.with("rows", rows).dataVersion("v" + rows));

    assertThat(table.compute().apply(List.of(3)))
        .isEqualTo(Materialized.with("rows", 3).dataVersion("v3"));
  }

  @Test
  void aFunctionMayEmitSomeOfItsOutputs() throws Exception {
    Op<Void> split =
        new Graph()
            .op("split")
            .outputs(EVEN, ODD)
            .from(three)
            .emitting(number -> Outputs.of(number % 2 == 0 ? EVEN : ODD, number));

    Outputs emitted = (Outputs) split.compute().apply(List.of(3));

    assertThat(emitted.find(ODD)).contains(3);
    assertThat(emitted.find(EVEN)).isEmpty();
    assertThat(split.outputs()).containsExactly(EVEN, ODD);
  }

  @Test
  void anOutputIsEmittedOnce() {
    assertThatThrownBy(() -> Outputs.of(EVEN, 2).and(EVEN, 4))
        .hasMessage("output 'even' is emitted twice; emit it once");
  }

  @Test
  void hooksMayBeWrittenWhereTheyAreAttached() {
    List<String> posted = new ArrayList<>();
    Asset<Integer> asset =
        Asset.named("a", Integer.class)
            .onSuccess(end -> posted.add("done"))
            .onFailure(slack, (end, channel) -> posted.add(channel))
            .onRetry(Hook.named("count").by(end -> posted.add("again")))
            .by(() -> 1);

    assertThat(asset.settings().hooks())
        .extracting(attached -> attached.hook().name() + " " + attached.end())
        .containsExactly("on_success SUCCESS", "on_failure FAILURE", "count RETRY");
    Hook onFailure = asset.settings().hooks().get(1).hook();
    assertThat(onFailure.compute().inputs()).isEqualTo(List.of(slack));
  }

  @Test
  void hooksOfJobsAndNestedGraphsAreAttachedAlike() {
    Hook alert = Hook.named("alert").by(end -> {});
    Job job =
        Job.named("job")
            .onFailure(alert)
            .onSuccess(slack, (end, channel) -> {})
            .running(graph ->
                graph.nested(
                    "inner",
                    hooks -> hooks.onRetry(alert),
                    inner -> inner.op("a").doing(() -> {})));

    assertThat(job.settings().hooks()).first().isEqualTo(new AttachedHook(alert, Hook.End.FAILURE));
    assertThat(job.settings().hooks()).hasSize(2);
    assertThat(job.nestedGraphs().getFirst().hooks())
        .containsExactly(new AttachedHook(alert, Hook.End.RETRY));
  }

  @Test
  void anExternalAssetMayBeObservedByAFunction() throws Exception {
    Asset<String> events =
        Asset.external("events")
            .group("landing")
            .observing(look -> look.from(slack).by(Observed::version))
            .as(String.class);
    Compute<Observed> look = events.asset().observation().orElseThrow();

    assertThat(look.apply(List.of("v1")).version()).contains("v1");
    assertThat(FoundProblems.of(slack, events)).isEmpty();
    assertThat(FoundProblems.of(events))
        .singleElement()
        .asString()
        .startsWith("asset 'events' reads resource 'slack', which is not defined");
  }

  @Test
  void anOptionGivesANewBuilder() {
    Asset.Builder<Integer> plain = Asset.named("a", Integer.class);
    Asset<Integer> tagged = plain.tag("pii", "no").priority(3).pool("db", 2).by(() -> 1);

    assertThat(plain.by(() -> 1).settings()).isEqualTo(StepSettings.NONE);
    assertThat(tagged.settings().tags()).containsEntry("pii", "no");
    assertThat(tagged.settings().priority()).isEqualTo(3);
    assertThat(tagged.settings().pools()).containsEntry("db", 2);
  }

  @Test
  @Covers("K1.5")
  void aStructuredTagIsStoredAsItsJsonText() {
    Map<String, Object> limits = Map.of("x", 1);
    Asset<Integer> asset = Asset.named("a", Integer.class).tag("limits", limits).by(() -> 1);
    Asset<Void> external = Asset.external("b").tag("limits", limits).defined();
    Job job =
        Job.named("job")
            .tag("limits", limits)
            .preset("small", preset -> preset.tag("limits", limits))
            .materializing(asset);

    assertThat(
            List.of(
                asset.settings().tags(),
                external.settings().tags(),
                job.settings().tags(),
                job.settings().presets().getFirst().tags(),
                RunRequest.always().tag("limits", limits).tags()))
        .allSatisfy(tags -> assertThat(tags).containsExactly(Map.entry("limits", "{\"x\": 1}")));
  }

  @Test
  @Covers("K1.5")
  void aTagThatJsonCannotSayIsRefusedWhereItIsDefined() {
    Map<String, Object> limits = Map.of("x", Map.of("until", LocalDate.EPOCH));

    for (ThrowingCallable definition :
        List.<ThrowingCallable>of(
            () -> Asset.named("a", Integer.class).tag("limits", limits),
            () -> Asset.external("b").tag("limits", limits),
            () -> Job.named("job").tag("limits", limits),
            () -> Job.named("job").preset("small", preset -> preset.tag("limits", limits)),
            () -> RunRequest.always().tag("limits", limits))) {
      assertThatThrownBy(definition)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found a java.time.LocalDate at x.until; give its text");
    }
  }
}
