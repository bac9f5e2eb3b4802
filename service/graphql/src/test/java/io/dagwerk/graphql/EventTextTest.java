package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventTextTest {
  private static final StepKey STEP = StepKey.of("parse");
  private static final AssetKey ASSET = AssetKey.of("orders");
  private static final RunId RUN = RunId.of("0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b");
  private static final ErrorInfo ERROR =
      new ErrorInfo(
          "java.io.IOException", "no such file\nat all", List.of("a.B.c"), Optional.empty());
  private static final Optional<PartitionKey> DAY = Optional.of(PartitionKey.of("2001-01-31"));

  @Test
  void eventsAreToldInOneLine() {
    Map<Event, String> table = new LinkedHashMap<>();
    table.put(new Event.RunPlanned(List.of("a")), "1 step planned");
    table.put(new Event.RunSucceeded(Duration.ofSeconds(3_725)), "the run succeeded in 1:02:05 h");
    table.put(
        new Event.RunFailed("steps failed: [parse]", Optional.empty()),
        "the run failed: steps failed: [parse]");
    table.put(new Event.RunFailing("too slow", Optional.empty()), "the run cannot go on: too slow");
    table.put(new Event.RunCanceling(""), "the run is being canceled");
    table.put(new Event.RunCanceled("wrong day"), "the run was canceled: wrong day");
    table.put(new Event.WorkerLost("w1", 2, "killed"), "worker w1 of attempt 2 was lost: killed");
    table.put(
        new Event.StepWaitingToRetry(STEP, 1, Duration.ofSeconds(2), ERROR),
        "attempt 1 failed, and is made again in 2.00 s: IOException: no such file ...");
    table.put(
        new Event.StepFailed(STEP, ERROR, Event.FailureKind.EXCEPTION, Metadata.none()),
        "failed: IOException: no such file ...");
    table.put(
        new Event.StepFannedOut(STEP, IntStream.range(0, 12).mapToObj(Integer::toString).toList()),
        "fanned out to 12 branches: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more");
    table.put(
        new Event.StepReused(STEP, RUN, Optional.of("v"), List.of()),
        "not run: the outputs of run %s were taken, which have its version".formatted(RUN));
    table.put(new Event.StepAbandoned(STEP, StepKey.of("load")), "not run: step 'load' failed");
    table.put(
        new Event.AssetMaterialized(STEP, ASSET, DAY, Optional.empty(), Metadata.none()),
        "asset 'orders' of partition '2001-01-31' materialized");
    table.put(
        new Event.CheckEvaluated(
            STEP, ASSET, "fresh", DAY, false, Event.Severity.WARN, false, "2 h", Metadata.none()),
        "check 'fresh' of asset 'orders' of partition '2001-01-31' warns: 2 h");
    table.put(
        new Event.TypeChecked(STEP, "input 0", "int", false, "is a text", Metadata.none()),
        "input 0 is not of type 'int': is a text");
    table.put(new Event.PoolWaiting(STEP, pools()), "waits for 2 slots of pool 'db'");
    table.put(
        new Event.Logged(Optional.of(STEP), Event.Level.WARN, "l", "hm", Optional.empty()),
        "WARN hm");
    table.put(new Event.Printed(Optional.empty(), Event.Stream.STDOUT, "  as is  "), "  as is  ");

    table.forEach((event, text) -> assertThat(EventText.of(event)).isEqualTo(text));
  }

  private static SequencedMap<String, Integer> pools() {
    SequencedMap<String, Integer> pools = new LinkedHashMap<>();
    pools.put("db", 2);
    return pools;
  }

  @Test
  void theWholeEventIsJson() {
    Event stored =
        new Event.OutputStored(
            STEP,
            "result",
            new OutputAddress.OfAsset(ASSET, DAY),
            "files",
            false,
            Optional.empty(),
            Metadata.of("rows", 3));

    assertThat(EventJson.of(stored).toJson())
        .isEqualTo(
            "{\"kind\": \"OutputStored\", \"step\": \"parse\", \"output\": \"result\","
                + " \"address\": {\"kind\": \"OfAsset\", \"asset\": \"orders\","
                + " \"partition\": \"2001-01-31\"}, \"ioManager\": \"files\", \"inMemory\": false, \"version\": null,"
                + " \"metadata\": {\"rows\": {\"kind\": \"Amount\", \"value\": 3}}}");
  }

  @Test
  void theErrorOfAnEventIsTheWholeChain() {
    ErrorInfo outer = new ErrorInfo("A", "outer", List.of("f1", "f2"), Optional.of(ERROR));

    assertThat(EventJson.of(new Event.RunFailed("lost", Optional.of(outer))).toJson())
        .contains(
            "\"error\": {\"type\": \"A\", \"message\": \"outer\", \"frames\": [\"f1\", \"f2\"],"
                + " \"cause\": {\"type\": \"java.io.IOException\"");
  }
}
