package io.dagwerk.execution;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.execution.io.FileIoManager;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.plan.PlanRequest.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What runs in this process stand on.
///
/// @param byDefault keeps values that name no IO manager
/// @param forAll keeps every value, whatever is declared
/// @param environment where config finds `{env: NAME}`
/// @param clock tells the time of events and which partitions exist
/// @param dynamicKeys which keys dynamic partitions have
/// @param grace how long what was asked to stop may take, and a resource to close, before it is
///   left behind
/// @param hookTimeout how long one hook may take before it is interrupted and has failed
/// @param capturesPrints whether what steps print becomes events instead of going to the terminal
/// @param pools how many slots of each pool the steps of one run may hold at once
public record LocalOptions(
    IoManager<Object> byDefault,
    Optional<IoManager<Object>> forAll,
    Environment environment,
    InstantSource clock,
    DynamicKeys dynamicKeys,
    Duration grace,
    Duration hookTimeout,
    boolean capturesPrints,
    PoolLimits pools) {
  /// Tells the present keys of each dynamic definition, by its name, in their order.
  public interface DynamicKeys {
    /// There are none.
    DynamicKeys NONE = LinkedHashMap::new;

    SequencedMap<String, List<PartitionKey>> present();
  }

  /// Values are files below a folder, unless their definitions name another IO manager.
  public static LocalOptions in(Path folder) {
    return keptBy(new FileIoManager(folder)).capturingPrints();
  }

  /// An IO manager keeps the values whose definitions name no other.
  public static LocalOptions keptBy(IoManager<Object> byDefault) {
    return new LocalOptions(
        byDefault,
        Optional.empty(),
        Environment.process(),
        InstantSource.system(),
        DynamicKeys.NONE,
        RunOptions.PLAIN.grace(),
        RunOptions.PLAIN.hookTimeout(),
        false,
        PoolLimits.NONE);
  }

  /// All values stay in memory.
  public static LocalOptions inMemory() {
    return inMemory(new MemoryIoManager());
  }

  /// All values stay in this memory.
  public static LocalOptions inMemory(MemoryIoManager memory) {
    return new LocalOptions(
        memory,
        Optional.of(memory),
        Environment.process(),
        InstantSource.system(),
        DynamicKeys.NONE,
        RunOptions.PLAIN.grace(),
        RunOptions.PLAIN.hookTimeout(),
        false,
        PoolLimits.NONE);
  }

  /// @throws RunRefused when a step could never get the slots that it holds
  void requireRoom(Plan plan) {
    List<String> problems = pools.problems(plan);
    if (!problems.isEmpty()) {
      throw new RunRefused(problems);
    }
  }

  /// @throws RunRefused when the executor's steps cannot share values that lie in memory
  void requireStored(Executors.Chosen executor) {
    if (executor.factory().needsStoredOutputs() && !forAll.orElse(byDefault).isDurable()) {
      throw new RunRefused(
          ("executor '%s' needs stored outputs, but the IO manager '%s' keeps them in memory;"
                  + " choose another executor, or files")
              .formatted(executor.name(), nameOfKeeper()));
    }
  }

  /// @throws RunRefused when steps have processes of their own, and values lie in memory
  void requireStored(IsolatedSteps isolated, Plan plan) {
    List<Plan.Step> steps = isolated.of(plan);
    if (!steps.isEmpty() && !forAll.orElse(byDefault).isDurable()) {
      throw new RunRefused(
          ("%s needs stored outputs, but the IO manager '%s' keeps them in memory; choose"
                  + " another executor, do not isolate the step, or choose files")
              .formatted(
                  isolated.all()
                      ? "executor '%s'".formatted(ProcessesExecutor.NAME)
                      : "step '%s', which is isolated,".formatted(steps.getFirst().key()),
                  nameOfKeeper()));
    }
  }

  private String nameOfKeeper() {
    return forAll.isPresent() ? "memory" : "default";
  }

  public LocalOptions environment(Environment other) {
    return new LocalOptions(
        byDefault, forAll, other, clock, dynamicKeys, grace, hookTimeout, capturesPrints, pools);
  }

  public LocalOptions clock(InstantSource other) {
    return new LocalOptions(
        byDefault,
        forAll,
        environment,
        other,
        dynamicKeys,
        grace,
        hookTimeout,
        capturesPrints,
        pools);
  }

  public LocalOptions dynamicKeys(DynamicKeys other) {
    return new LocalOptions(
        byDefault, forAll, environment, clock, other, grace, hookTimeout, capturesPrints, pools);
  }

  /// When a run starts now, and the partitions that exist then.
  Moment moment() {
    return new Moment(clock.instant(), dynamicKeys.present());
  }

  public LocalOptions grace(Duration longest) {
    return new LocalOptions(
        byDefault,
        forAll,
        environment,
        clock,
        dynamicKeys,
        longest,
        hookTimeout,
        capturesPrints,
        pools);
  }

  public LocalOptions hookTimeout(Duration longest) {
    return new LocalOptions(
        byDefault, forAll, environment, clock, dynamicKeys, grace, longest, capturesPrints, pools);
  }

  public LocalOptions capturingPrints() {
    return new LocalOptions(
        byDefault, forAll, environment, clock, dynamicKeys, grace, hookTimeout, true, pools);
  }

  /// Limits how many slots of a pool the steps of one run hold at once.
  ///
  /// @throws IllegalArgumentException when there is no slot
  public LocalOptions pool(String pool, int slots) {
    return pools(pools.with(pool, slots));
  }

  public LocalOptions pools(PoolLimits limits) {
    return new LocalOptions(
        byDefault,
        forAll,
        environment,
        clock,
        dynamicKeys,
        grace,
        hookTimeout,
        capturesPrints,
        limits);
  }
}
