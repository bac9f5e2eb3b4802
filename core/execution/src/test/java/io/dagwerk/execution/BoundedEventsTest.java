package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedEventsTest {
  private static final StepKey STEP = StepKey.of("load");
  private static final int MOST = 1_000;
  private static final String LONG = "x".repeat(MOST + 200);
  private static final String CUT = "x".repeat(MOST) + " [200 bytes are missing here: ";
  private static final BoundedEvents BOUNDED =
      new BoundedEvents(
          SizeLimits.DEFAULT.with(SizeLimit.LOG_LINE, MOST).with(SizeLimit.METADATA_VALUE, MOST));

  private static MetadataValue bounded(MetadataValue value) {
    Event event = BOUNDED.of(new Event.FactsReported(STEP, Metadata.of("fact", value)));
    return ((Event.FactsReported) event).metadata().find("fact").orElseThrow();
  }

  @Test
  void aLineThatIsLoggedOrPrintedIsCutAndSaysHowMuchIsMissing() {
    Event logged =
        new Event.Logged(Optional.of(STEP), Event.Level.INFO, "step", LONG, Optional.empty());
    Event printed =
        new Event.Printed(Optional.of(STEP), Event.Stream.STDOUT, LONG, Event.Attribution.KNOWN);

    assertThat(((Event.Logged) BOUNDED.of(logged)).message())
        .isEqualTo(CUT + "limits.logLine is 1,000]");
    assertThat(((Event.Printed) BOUNDED.of(printed)).line())
        .isEqualTo(CUT + "limits.logLine is 1,000]");
  }

  @Test
  void aTextIsCutAndAnythingElseGivesWayToATextThatTellsItsKindAndSize() {
    assertThat(bounded(MetadataValue.text(LONG)))
        .isEqualTo(MetadataValue.text(CUT + "limits.metadataValue is 1,000]"));
    assertThat(bounded(MetadataValue.markdown(LONG)))
        .isEqualTo(MetadataValue.markdown(CUT + "limits.metadataValue is 1,000]"));
    assertThat(bounded(MetadataValue.json("\"" + LONG + "\"")))
        .isEqualTo(
            MetadataValue.text(
                "[a JSON document of 1,202 bytes is missing here: limits.metadataValue is 1,000]"));
    assertThat(bounded(new MetadataValue.Table(List.of("name"), List.of(List.of(LONG)))))
        .isEqualTo(
            MetadataValue.text(
                "[a table of 1,204 bytes is missing here: limits.metadataValue is 1,000]"));
  }

  @Test
  void factsThatFitStayBesideOneThatDoesNot() {
    Event event =
        new Event.AssetMaterialized(
            STEP,
            AssetKey.of("orders"),
            Optional.empty(),
            Optional.of("v1"),
            Metadata.of("rows", 7).and("sample", LONG).and("note", "fine"));

    Metadata bounded = ((Event.AssetMaterialized) BOUNDED.of(event)).metadata();

    assertThat(bounded.values().sequencedKeySet()).containsExactly("rows", "sample", "note");
    assertThat(bounded.find("rows")).contains(MetadataValue.number(7));
    assertThat(bounded.find("note")).contains(MetadataValue.text("fine"));
  }

  @Test
  void anEventThatFitsStaysTheSame() {
    for (Class<?> type : MaskedEventsTest.leaves(Event.class)) {
      Event event = (Event) Samples.of(type);

      assertThat(BOUNDED.of(event)).isEqualTo(event);
    }
  }

  @Test
  void ofEveryKindOfEventWithFactsOnlyTheFactsAreReplaced() throws ReflectiveOperationException {
    Metadata large = Metadata.of("large", LONG);
    for (Class<?> type : MaskedEventsTest.leaves(Event.WithMetadata.class)) {
      Event.WithMetadata event = (Event.WithMetadata) with(large, Samples.of(type));

      Event.WithMetadata bounded = (Event.WithMetadata) BOUNDED.of(event);

      assertThat(bounded.metadata()).isNotEqualTo(large);
      assertThat(with(large, bounded)).isEqualTo(event);
    }
  }

  /// The same record with other metadata.
  private static Object with(Metadata metadata, Object event) throws ReflectiveOperationException {
    RecordComponent[] parts = event.getClass().getRecordComponents();
    Object[] values = new Object[parts.length];
    Class<?>[] types = new Class<?>[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
      values[i] = types[i] == Metadata.class ? metadata : parts[i].getAccessor().invoke(event);
    }
    return event.getClass().getDeclaredConstructor(types).newInstance(values);
  }
}
