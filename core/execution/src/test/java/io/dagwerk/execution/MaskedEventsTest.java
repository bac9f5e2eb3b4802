package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.plan.RunOutcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MaskedEventsTest {
  private static final MaskedEvents MASKED = new MaskedEvents(SecretMask.of(List.of(Samples.TEXT)));

  /// Which texts of events are shown as they are, because they say which thing is meant.
  private static final Set<String> IDENTITIES =
      Set.of(
          "StepKey.node",
          "StepKey.keys",
          "AssetKey.parts",
          "PartitionKey.text",
          "ErrorInfo.type",
          "RunPlanned.steps",
          "RunReplanned.from",
          "RunReplanned.to",
          "RunReplanned.steps",
          "StepFannedOut.keys",
          "StepSucceeded.outputs",
          "StepSkipped.output",
          "StepReused.version",
          "StepReused.outputs",
          "InputLoaded.source",
          "InputLoaded.ioManager",
          "OfStep.output",
          "OutputStored.output",
          "OutputStored.ioManager",
          "OutputStored.version",
          "TypeChecked.value",
          "TypeChecked.type",
          "CheckEvaluated.check",
          "ResourceOpened.resource",
          "ResourceClosed.resource",
          "WorkerAttached.worker",
          "WorkerAttached.process",
          "WorkerLost.worker",
          "HookSucceeded.hook",
          "HookFailed.hook",
          "HookSkipped.hook",
          "PoolWaiting.slots",
          "PoolClaimed.slots",
          "ColumnLineage.sources",
          "ColumnOf.column",
          "Image.mediaType",
          "Image.base64");

  @Test
  void ofEveryEventAllTextsAreHiddenButThoseThatSayWhichThingIsMeant() {
    NavigableSet<String> shown = new TreeSet<>();
    for (Class<?> type : leaves(Event.class)) {
      Samples.texts(MASKED.of((Event) Samples.of(type))).forEach(shown::add);
    }

    assertThat(shown).containsExactlyInAnyOrderElementsOf(IDENTITIES);
  }

  static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    if (type.isSealed()) {
      for (Class<?> inner : type.getPermittedSubclasses()) {
        all.addAll(leaves(inner));
      }
    } else {
      all.add(type);
    }
    return all;
  }

  @Test
  void withoutSecretsAnEventStaysTheSameObject() {
    Event event = (Event) Samples.of(Event.StepFailed.class);

    assertThat(new MaskedEvents(SecretMask.NONE).of(event)).isSameAs(event);
  }

  @Test
  void anEventWithoutTheSecretStaysEqual() {
    MaskedEvents others = new MaskedEvents(SecretMask.of(List.of("another secret")));
    for (Class<?> type : leaves(Event.class)) {
      Event event = (Event) Samples.of(type);

      assertThat(others.of(event)).isEqualTo(event);
    }
  }

  @Test
  void theOutcomeOfARunIsMaskedToo() {
    assertThat(MASKED.of(new RunOutcome.Failed("no " + Samples.TEXT, List.of(), Optional.empty())))
        .isEqualTo(new RunOutcome.Failed("no ***", List.of(), Optional.empty()));
    assertThat(MASKED.of(new RunOutcome.Canceled(Samples.TEXT)))
        .isEqualTo(new RunOutcome.Canceled("***"));
    assertThat(MASKED.of(new RunOutcome.Succeeded())).isEqualTo(new RunOutcome.Succeeded());
  }

  @Test
  void factsWhoseNamesDifferInTheSecretOnlyStayApart() {
    MaskedMetadata masked = new MaskedMetadata(SecretMask.of(List.of("tiger", "panther")));

    assertThat(masked.of(Metadata.of("tiger", "a").and("panther", "b").and("cat", "c")))
        .isEqualTo(Metadata.of("***", "a").and("*** 2", "b").and("cat", "c"));
  }

  @Test
  void aNumberIsHiddenWhereItIsTheSecret() {
    MaskedMetadata masked = new MaskedMetadata(SecretMask.of(List.of("4711")));

    assertThat(masked.of(Metadata.of("pin", 4711).and("rows", 14_711)))
        .isEqualTo(Metadata.of("pin", MetadataValue.text("***")).and("rows", 14_711));
  }
}
