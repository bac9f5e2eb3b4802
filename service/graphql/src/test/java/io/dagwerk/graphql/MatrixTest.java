package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunHistory.Unmade;
import io.dagwerk.spi.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Instant START = Instant.parse("2001-01-31T06:00:00Z");

  private static RunId run(int second) {
    return RunId.createdAt(START.plusSeconds(second));
  }

  private static Map.Entry<String, Unmade> unmade(String partition, RunId run, RunStatus status) {
    return Map.entry(
        partition,
        new Unmade(
            AssetKey.of("flights"), PartitionKey.of(partition), run, status, Optional.empty()));
  }

  @Test
  void aCellIsOfTheNewestValueOrOfTheRunThatIsGoingToMakeOneOrFailedToAfterIt() {
    RunId made = run(5);
    RunId before = run(1);
    RunId queued = run(9);
    RunId failed = run(8);
    Matrix.Row row =
        Matrix.ofAsset(
            "flights",
            List.of("a", "b", "c", "d", "e"),
            Map.of(
                "a", new Matrix.Made(made, true),
                "b", new Matrix.Made(made, false),
                "c", new Matrix.Made(made, true)),
            Map.ofEntries(
                unmade("a", before, RunStatus.FAILED),
                unmade("c", queued, RunStatus.QUEUED),
                unmade("d", failed, RunStatus.FAILED)));
    assertThat(row.cells())
        .containsExactly(
            Matrix.Cell.MATERIALIZED,
            Matrix.Cell.MATERIALIZED,
            Matrix.Cell.RUNNING,
            Matrix.Cell.FAILED,
            Matrix.Cell.MISSING);
    assertThat(row.runs())
        .containsExactly(
            Optional.of(made),
            Optional.empty(),
            Optional.of(queued),
            Optional.of(failed),
            Optional.empty());
    assertThat(row.failed()).isEqualTo(1);
  }
}
