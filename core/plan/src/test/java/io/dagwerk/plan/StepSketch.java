package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A planned step in few words, for tests.
final class StepSketch {
  static final RunId PARENT = RunId.createdAt(Instant.EPOCH);

  private final String name;
  private final NodeKind kind;
  private List<String> fanOuts = List.of();
  private final SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
  private final List<StepKey> after = new ArrayList<>();
  private int priority;
  private Optional<Plan.Reuse> reuse = Optional.empty();

  private StepSketch(String name, NodeKind kind) {
    this.name = name;
    this.kind = kind;
  }

  static StepSketch step(String name) {
    return new StepSketch(name, NodeKind.OP);
  }

  static StepSketch fanOut(String name) {
    return new StepSketch(name, NodeKind.FAN_OUT);
  }

  static Plan plan(StepSketch... sketches) {
    return Plan.of("job", "code", Arrays.stream(sketches).map(StepSketch::step).toList());
  }

  static InputSource output(String step, String output) {
    return new InputSource.FromStep(StepKey.of(step), output);
  }

  static InputSource output(String step) {
    return output(step, "result");
  }

  static InputSource stored() {
    return new InputSource.FromStore(
        new OutputAddress.OfStep(PARENT, StepKey.of("stored"), "result"));
  }

  static InputSource branches(String fanOut, String branch) {
    return new InputSource.Collected(StepKey.of(fanOut), StepKey.of(branch), "result");
  }

  static InputSource element(String fanOut) {
    return new InputSource.Element(StepKey.of(fanOut));
  }

  /// Inside these fan-outs, outermost first.
  StepSketch in(String... around) {
    fanOuts = List.of(around);
    return this;
  }

  StepSketch from(InputSource... sources) {
    for (InputSource source : sources) {
      inputs.put(inputs.size(), source);
    }
    return this;
  }

  /// One input for each of these steps' only output.
  StepSketch from(String... steps) {
    Arrays.stream(steps).forEach(step -> from(output(step)));
    return this;
  }

  /// One input that takes what there is.
  StepSketch fromAll(InputSource... sources) {
    return from(new InputSource.FanIn(List.of(sources)));
  }

  StepSketch after(String... steps) {
    Arrays.stream(steps).map(StepKey::of).forEach(after::add);
    return this;
  }

  StepSketch priority(int higherFirst) {
    priority = higherFirst;
    return this;
  }

  StepSketch reused(String... mappingKeys) {
    reuse = Optional.of(reuse("result", mappingKeys));
    return this;
  }

  static Plan.Reuse reuse(String output, String... mappingKeys) {
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    outputs.put(output, new OutputAddress.OfStep(PARENT, StepKey.of("stored"), output));
    return new Plan.Reuse(PARENT, Optional.empty(), outputs, List.of(mappingKeys));
  }

  private Plan.Step step() {
    Plan.Options options =
        new Plan.Options(priority, Retry.NEVER, Optional.empty(), new LinkedHashMap<>());
    return new Plan.Step(
        StepKey.of(name),
        kind,
        fanOuts,
        List.of(),
        inputs,
        after,
        List.of(new Plan.Output("result", true, Optional.empty())),
        options,
        reuse);
  }
}
