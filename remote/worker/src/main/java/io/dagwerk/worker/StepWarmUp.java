package io.dagwerk.worker;

import io.dagwerk.definitions.Mode;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.HostedStep;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream;
import io.dagwerk.protocol.v1.StepProcessProto.MayStore;
import io.dagwerk.protocol.v1.StepProcessProto.ToStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the process of a step does while it waits for its attempt, so that the classes which every
/// step needs are loaded by then: two steps of nobody's, one of which reads what the other made.
public final class StepWarmUp {
  private static final StepKey FIRST = StepKey.of("first");
  private static final InputSource.FromStep MADE =
      new InputSource.FromStep(FIRST, Plan.Output.RESULT);

  /// How often a step may ask whether what it stores counts.
  private static final int MOST_ANSWERS = 100;

  private StepWarmUp() {}

  /// Runs them as any other, with nobody who hears it.
  public static void execute() throws IOException {
    Path folder = Files.createTempDirectory("dagwerk-warm-up");
    try {
      LoadedCode code = WarmUp.code(folder);
      RunId run = RunId.createdAt(Instant.now());
      execute(code, run, step(FIRST, new LinkedHashMap<>()), new LinkedHashMap<>());
      SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
      inputs.put(0, MADE);
      SequencedMap<InputSource, List<Upstream.Emission>> emissions = new LinkedHashMap<>();
      emissions.put(
          MADE, List.of(new Upstream.Emission(FIRST, Plan.Output.RESULT, Optional.empty())));
      execute(code, run, step(StepKey.of("second"), inputs), emissions);
    } finally {
      WarmUp.delete(folder);
    }
  }

  private static void execute(
      LoadedCode code,
      RunId id,
      Plan.Step step,
      SequencedMap<InputSource, List<Upstream.Emission>> emissions)
      throws IOException {
    HostedRun run =
        new HostedRun(
            id,
            Plan.of(WarmUp.JOB, code.runs().snapshot().codeVersion(), List.of(step)),
            Mode.DEFAULT,
            WarmUp.CONFIG,
            new LinkedHashMap<>(),
            PoolLimits.NONE,
            SizeLimits.DEFAULT,
            List.of());
    StepServing serving = new StepServing(OutputStream.nullOutputStream());
    serving.hear(answers());
    serving.execute(
        code,
        StepMessages.run(run, step, new HostedStep.Which(step.key(), 1, new Upstream(emissions))));
  }

  private static ByteArrayInputStream answers() throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    ToStep yes = ToStep.newBuilder().setMayStore(MayStore.newBuilder().setYes(true)).build();
    for (int i = 0; i < MOST_ANSWERS; i++) {
      yes.writeDelimitedTo(answers);
    }
    return new ByteArrayInputStream(answers.toByteArray());
  }

  private static Plan.Step step(StepKey key, SequencedMap<Integer, InputSource> inputs) {
    return new Plan.Step(
        key,
        NodeKind.OP,
        List.of(),
        List.of(),
        inputs,
        List.of(),
        List.of(new Plan.Output(Plan.Output.RESULT, true, Optional.empty())),
        Plan.Options.PLAIN,
        Optional.empty());
  }
}
