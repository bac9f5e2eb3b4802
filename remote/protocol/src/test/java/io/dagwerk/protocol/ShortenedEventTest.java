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
  private static final int MOST = 256_000;
  private static final StepKey STEP = StepKey.of("load");
  private static final String LONG = "ü".repeat(9 << 20);

  private static Event sent(Event event) {
    byte[] bytes = EventCodec.encodeToSend(Instant.EPOCH, event, MOST);
    assertThat(bytes.length).isLessThanOrEqualTo(MOST);
    return EventCodec.decode(bytes).shown();
  }

  @Test
  void anEventThatFitsIsSentAsItIs() {
    Event event = logged("ü".repeat(127_000));
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
                    .hasSizeLessThan(1 << 17)
                    .contains("%,d characters are missing".formatted(LONG.length() - (1 << 16))));
  }

  @Test
  void aCharacterOfTwoPartsIsNotCutInTwo() {
    assertThat(sent(logged("a" + "😀".repeat(4 << 20))))
        .isInstanceOfSatisfying(
            Event.Logged.class,
            cut -> assertThat(cut.message().substring(0, 1 << 16)).endsWith("😀 "));
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
  void ofVeryManyFactsTheFirstAreKeptAndTheRestIsCounted() {
    Metadata metadata = Metadata.none();
    for (int i = 0; i < 5_000; i++) {
      metadata = metadata.and("fact " + i, "y".repeat(100));
    }
    assertThat(sent(new Event.FactsReported(STEP, metadata)))
        .isInstanceOfSatisfying(
            Event.FactsReported.class,
            cut -> {
              int kept = cut.metadata().values().size() - 1;
              assertThat(kept).isBetween(1_000, 2_000);
              assertThat(cut.metadata().values()).containsKey("fact " + (kept - 1));
              assertThat(cut.metadata().find("[missing]").toString())
                  .contains("%,d facts are missing here".formatted(5_000 - kept));
            });
  }

  @Test
  void anEventThatOnlyNamesWhatIsMeantIsSentWholeUntilItCannotBeStored() {
    List<String> keys = IntStream.range(0, 50_000).mapToObj(i -> "key-" + i).toList();
    Event event = new Event.StepFannedOut(STEP, keys);
    byte[] bytes = EventCodec.encodeToSend(Instant.EPOCH, event, MOST);
    assertThat(bytes.length).isGreaterThan(MOST);
    assertThat(EventCodec.decode(bytes).shown()).isEqualTo(event);
  }

  @Test
  void anEventOfTooManyKeysIsRefusedWithItsStepAndBothSizes() {
    List<String> keys = IntStream.range(0, 1_000_000).mapToObj(i -> "key-" + i).toList();
    assertThatThrownBy(() -> sent(new Event.StepFannedOut(STEP, keys)))
        .isInstanceOf(EventTooLarge.class)
        .hasMessageContaining("StepFannedOut of step 'load'")
        .hasMessageContaining("at most 1,048,576");
  }
}
