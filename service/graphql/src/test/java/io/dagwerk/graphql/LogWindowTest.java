package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.graphql.LogWindow.Piece;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LogWindowTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);

  /// What a reading found after a position, up to another.
  private static Piece piece(long after, long last, int limit, long turn) {
    return new Piece(after, limit, turn, false, events(after, last));
  }

  private static List<RecordedEvent> events(long after, long last) {
    return LongStream.rangeClosed(after + 1, last)
        .mapToObj(at -> new RecordedEvent(RUN, at, Instant.EPOCH, new Event.RunQueued()))
        .toList();
  }

  private static Optional<List<Long>> told(LogWindow window, long after, int limit, long asOf) {
    return window
        .page(after, limit, asOf)
        .map(page -> page.events().stream().map(RecordedEvent::position).toList());
  }

  @Test
  void whatIsKnownIsToldWhateverTheTurn() {
    LogWindow window = LogWindow.of(piece(2, 5, 10, 1));

    assertThat(told(window, 2, 10, 9)).contains(List.of(3L, 4L, 5L));
    assertThat(told(window, 4, 10, 9)).contains(List.of(5L));
    assertThat(told(window, 2, 2, 9)).contains(List.of(3L, 4L));
    assertThat(told(window, 1, 10, 1)).as("from before it").isEmpty();
    assertThat(told(window, 6, 10, 1)).as("from beyond it").isEmpty();
  }

  @Test
  void thatThereIsNothingIsKnownAsOfItsTurnAlone() {
    LogWindow window = LogWindow.of(piece(0, 5, 10, 3));

    assertThat(told(window, 5, 10, 3)).contains(List.of());
    assertThat(told(window, 5, 10, 2)).contains(List.of());
    assertThat(told(window, 5, 10, 4)).as("something came meanwhile").isEmpty();
    assertThat(told(LogWindow.of(piece(0, 5, 5, 3)), 5, 10, 3)).as("a full page").isEmpty();
  }

  @Test
  void theLogOfARunThatHasEndedIsKnownForGood() {
    LogWindow window = LogWindow.of(new Piece(0, 10, 1, true, events(0, 2)));

    assertThat(window.page(0, 1, 9).orElseThrow().isWhole()).isFalse();
    assertThat(window.page(0, 2, 9).orElseThrow().isWhole()).isTrue();
    assertThat(window.page(2, 2, 9).orElseThrow().isWhole()).isTrue();
  }

  @Test
  void whatJoinsIsAdded() {
    LogWindow window = LogWindow.of(piece(0, 2, 2, 1)).with(piece(2, 4, 10, 2));

    assertThat(told(window, 0, 10, 2)).contains(List.of(1L, 2L, 3L, 4L));
    assertThat(told(window, 4, 10, 2)).contains(List.of());
    assertThat(told(window.with(piece(1, 6, 10, 3)), 3, 10, 3))
        .as("what overlaps")
        .contains(List.of(4L, 5L, 6L));
  }

  @Test
  void anOlderReadingThatFoundLessTakesNothingAway() {
    LogWindow window = LogWindow.of(piece(0, 4, 10, 5));

    assertThat(window.with(piece(0, 2, 10, 3))).isEqualTo(window);
    assertThat(window.with(piece(0, 4, 10, 3))).isEqualTo(window);
    assertThat(told(window.with(piece(4, 4, 10, 6)), 4, 10, 6)).contains(List.of());
  }

  @Test
  void whoReadsAnOldPartTakesNothingFromThoseAtTheEnd() {
    LogWindow window = LogWindow.of(piece(90, 95, 10, 5));

    assertThat(window.with(piece(0, 10, 10, 5))).isEqualTo(window);
    assertThat(window.with(piece(50, 95, 100, 5))).as("up to the same end").isEqualTo(window);
  }

  @Test
  void whoComesToTheEndTellsTheOthers() {
    LogWindow behind = LogWindow.of(piece(0, 10, 10, 5));

    assertThat(told(behind.with(piece(90, 95, 10, 5)), 95, 10, 5)).contains(List.of());
    assertThat(told(behind.with(piece(95, 95, 10, 5)), 95, 10, 5)).contains(List.of());
  }

  @Test
  void aPositionThatNoEventHasGivesWay() {
    LogWindow made = LogWindow.of(piece(1_000, 1_000, 10, 5));

    assertThat(told(made.with(piece(95, 95, 10, 5)), 95, 10, 5)).contains(List.of());
    assertThat(told(made.with(piece(94, 95, 10, 5)), 94, 10, 5)).contains(List.of(95L));
    assertThat(LogWindow.of(piece(94, 95, 10, 5)).with(piece(1_000, 1_000, 10, 5)).last())
        .isEqualTo(95);
  }

  @Test
  void theNewestAreKept() {
    LogWindow window =
        LogWindow.of(piece(0, LogWindow.KEPT, 1_000, 1))
            .with(piece(LogWindow.KEPT, LogWindow.KEPT + 7L, 1_000, 2));

    assertThat(window.base()).isEqualTo(7);
    assertThat(window.events()).hasSize(LogWindow.KEPT);
    assertThat(told(window, 6, 1, 2)).isEmpty();
    assertThat(told(window, 7, 1, 2)).contains(List.of(8L));
  }
}
