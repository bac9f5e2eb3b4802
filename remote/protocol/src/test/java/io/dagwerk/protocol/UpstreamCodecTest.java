package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream;
import io.dagwerk.plan.Upstream.Emission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class UpstreamCodecTest {
  @Test
  void whatWasEmittedComesBackByItsSources() {
    StepKey made = StepKey.of("made");
    OutputAddress elsewhere =
        new OutputAddress.OfStep(RunId.createdAt(Instant.EPOCH), made, "result");
    SequencedMap<InputSource, List<Emission>> emissions = new LinkedHashMap<>();
    emissions.put(
        new InputSource.FromStep(made, "result"),
        List.of(new Emission(made, "result", Optional.of(elsewhere))));
    emissions.put(
        new InputSource.Collected(StepKey.of("parts"), StepKey.of("each"), "result"),
        List.of(
            new Emission(StepKey.parse("each[a]"), "result", Optional.empty()),
            new Emission(StepKey.parse("each[b]"), "result", Optional.empty())));
    emissions.put(new InputSource.External("day"), List.of());

    Upstream read = UpstreamCodec.read(UpstreamCodec.write(new Upstream(emissions)));

    assertThat(read.emissions()).isEqualTo(emissions);
  }
}
