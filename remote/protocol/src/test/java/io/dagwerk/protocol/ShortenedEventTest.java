package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortenedEventTest {
  private static final StepKey STEP = StepKey.of("load");
  private static final String LONG = "ü".repeat(9 << 20);

  private static Event sent(Event event) {
    byte[] bytes = EventCodec.encodeToSend(Instant.EPOCH, event);
    assertThat(bytes.length).isLessThanOrEqualTo(Protocol.LARGEST_EVENT);
    return EventCodec.decode(bytes).shown();
  }

  @Test
  void anEventThatFitsIsSentAsItIs() {
    Event event = logged("ü".repeat(1 << 20));
    assertThat(sent(event)).isEqualTo(event);
  }

  private static Event.Logged logged(String message) {
    return new Event.Logged(Optional.of(STEP), Event.Level.INFO, "mine", message, Optional.empty());
  }

  @Test
  void aLineThatIsTooLongIsCutAndSaysHowMuchIsMissing() {
    assertThat(sent(logged(LONG)))
        .isInstanceOfSatisfying(
            Event.Logged.class,
            cut ->
                assertThat(cut.message())
                    .startsWith("üüü")
                    .hasSizeLessThan(2 << 20)
                    .contains("%,d characters are missing".formatted(LONG.length() - (1 << 20))));
  }

  @Test
  void aCharacterOfTwoPartsIsNotCutInTwo() {
    assertThat(sent(logged("a" + "😀".repeat(4 << 20))))
        .isInstanceOfSatisfying(
            Event.Logged.class,
            cut -> assertThat(cut.message().substring(0, 1 << 20)).endsWith("😀 "));
  }

  @Test
  void theMessageOfAFailureIsCutAndItsStepIsNot() {
    Event failed =
        new Event.StepFailed(
            STEP,
            ErrorInfo.ofMessage("java.lang.IllegalStateException", LONG),
            Event.FailureKind.EXCEPTION,
            Metadata.none());
    assertThat(sent(failed))
        .isInstanceOfSatisfying(
            Event.StepFailed.class,
            cut -> {
              assertThat(cut.step()).isEqualTo(STEP);
              assertThat(cut.error().toString()).contains("characters are missing");
            });
  }

  @Test
  void aValueThatCannotBeCutGivesWayToATextThatSaysSoAndSmallOnesStay() {
    Metadata metadata =
        Metadata.of("rows", 7).and("json", new MetadataValue.Json("\"" + LONG + "\""));
    assertThat(sent(new Event.FactsReported(STEP, metadata)))
        .isInstanceOfSatisfying(
            Event.FactsReported.class,
            cut ->
                assertThat(cut.metadata().toString())
                    .contains("rows", "7", "(JSON) is missing here"));
  }

  @Test
  void anEventOfTooManyKeysIsRefusedWithItsStepAndBothSizes() {
    List<String> keys = IntStream.range(0, 1_000_000).mapToObj(i -> "key-" + i).toList();
    assertThatThrownBy(() -> sent(new Event.StepFannedOut(STEP, keys)))
        .isInstanceOf(EventTooLarge.class)
        .hasMessageContaining("StepFannedOut of step 'load'")
        .hasMessageContaining("at most 7,340,032");
  }
}
