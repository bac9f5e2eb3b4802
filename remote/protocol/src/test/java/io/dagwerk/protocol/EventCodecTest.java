package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.CommonProto;
import io.dagwerk.protocol.v1.EventProto;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final Instant AT = Instant.parse("2001-01-31T12:00:00.123456Z");
  private static final StepKey STEP = new StepKey("parse", List.of("a"));

  static Stream<Class<?>> kinds() {
    return RandomRecords.kindsOf(Event.class).stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEventOfEveryKindComesBackAsItWas(Class<? extends Event> kind) {
    for (int seed = 0; seed < 200; seed++) {
      Event event = new RandomRecords(new Random(seed)).draw(kind);
      assertThat(EventCodec.decode(EventCodec.encode(AT, event)))
          .as("seed %d", seed)
          .isEqualTo(new DecodedEvent.Known(AT, event));
    }
  }

  @Test
  void timesAreKeptInMicrosecondsOfAnyYear() {
    for (String time :
        List.of("1969-12-31T23:59:59.999999900Z", "2262-04-12T00:00:00.000000001Z")) {
      Instant at = Instant.parse(time);
      Instant kept = EventCodec.decode(EventCodec.encode(at, new Event.RunStarted())).at();
      assertThat(kept).isEqualTo(kept.truncatedTo(ChronoUnit.MICROS));
      assertThat(kept).isBetween(at.minusNanos(999), at.plusNanos(999));
    }
  }

  @Test
  void anEventOfALaterVersionIsShownWithItsStepAndTime() {
    EventProto.Event later =
        EventProto.Event.newBuilder()
            .setAtMicros(7)
            .setStep(CommonProto.StepKey.newBuilder().setNode("parse").addKeys("a"))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        4711,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.EMPTY)
                            .build())
                    .build())
            .build();
    DecodedEvent decoded = EventCodec.decode(later.toByteArray());
    assertThat(decoded)
        .isEqualTo(
            new DecodedEvent.Unknown(
                Instant.EPOCH.plusNanos(7000), Optional.of(STEP), "of kind 4711"));
    assertThat(decoded.shown())
        .isInstanceOfSatisfying(
            Event.Logged.class,
            line -> {
              assertThat(line.step()).contains(STEP);
              assertThat(line.message()).contains("of kind 4711", "update Dagwerk");
            });
  }

  @Test
  void aFieldOfALaterVersionIsSkipped() {
    Event started = new Event.StepStarted(STEP);
    EventProto.Event later =
        EventProto.Event.newBuilder()
            .setAtMicros(0)
            .setStep(CommonProto.StepKey.newBuilder().setNode("parse").addKeys("a"))
            .setStepStarted(
                EventProto.StepStarted.newBuilder()
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                            .build()))
            .build();
    assertThat(EventCodec.decode(later.toByteArray()))
        .isEqualTo(new DecodedEvent.Known(Instant.EPOCH, started));
  }

  @Test
  void aConstantOfALaterVersionIsNotTakenForAnother() {
    EventProto.Event later =
        EventProto.Event.newBuilder()
            .setPrinted(EventProto.Printed.newBuilder().setStreamValue(9).setLine("hello"))
            .build();
    assertThat(EventCodec.decode(later.toByteArray())).isInstanceOf(DecodedEvent.Unknown.class);
  }

  @Test
  void bytesThatAreNoEventAreRefused() {
    assertThatThrownBy(() -> EventCodec.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(UnreadableMessage.class)
        .hasMessageContaining("3 bytes that are no Event");
  }
}
