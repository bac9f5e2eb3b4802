package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.AssetStatesOf.Known;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredTry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssetStatesOfTest {
  private static final Instant NOW = Instant.parse("2001-01-31T06:00:00Z");
  private static final AssetKey ASSET = AssetKey.of("orders");
  private static final RunId RUN = RunId.createdAt(NOW);

  /// Values are numbers in the order in which they were made; `-` is none.
  @ParameterizedTest
  @CsvSource({
    "own,      -, -,                -, MISSING",
    "own,      -, -,                5, MISSING",
    "external, -, -,                -, EXTERNAL",
    "external, 5, -,                -, MATERIALIZED",
    "own,      5, -,                -, MATERIALIZED",
    "own,      5, -,                4, MATERIALIZED",
    "own,      5, -,                6, STALE",
    "own,      -, RUNNING,          -, RUNNING",
    "own,      5, RUNNING,          6, RUNNING",
    "own,      5, WAITING_TO_RETRY, -, RUNNING",
    "own,      -, FAILED,           -, FAILED",
    "own,      5, FAILED,           6, FAILED",
  })
  void theStateOfAnAssetFollowsFromItsValueItsLastTryAndWhatItReads(
      String maker, String value, String since, String read, AssetState expected) {
    Known known =
        new Known(
            maker.equals("external"),
            number(value),
            Optional.of(since)
                .filter(text -> !text.equals("-"))
                .map(StepStatus::valueOf)
                .map(status -> tried(status, Optional.empty())),
            number(read));
    assertThat(AssetStatesOf.of(known)).isEqualTo(expected);
  }

  @Test
  void aFailureCountsUntilAValueIsMadeAfterItEnded() {
    StoredTry failed = tried(StepStatus.FAILED, Optional.of(NOW));
    assertThat(failed.counts(Optional.empty())).isTrue();
    assertThat(failed.counts(Optional.of(NOW.minusMillis(1)))).isTrue();
    assertThat(failed.counts(Optional.of(NOW))).isFalse();
    assertThat(failed.counts(Optional.of(NOW.plusMillis(1)))).isFalse();
    assertThat(tried(StepStatus.RUNNING, Optional.empty()).counts(Optional.of(NOW))).isTrue();
  }

  private static long number(String text) {
    return text.equals("-") ? -1 : Long.parseLong(text);
  }

  private static StoredTry tried(StepStatus status, Optional<Instant> ended) {
    return new StoredTry(
        new LedgerRow.AssetPlace(ASSET, Optional.empty()),
        RUN,
        StepKey.of("load"),
        status,
        ended,
        "");
  }
}
