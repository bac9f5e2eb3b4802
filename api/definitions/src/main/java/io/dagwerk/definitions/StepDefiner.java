package io.dagwerk.definitions;

import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Retry;
import io.dagwerk.model.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The options of everything that becomes steps. Each gives a new builder.
///
/// @param <R> what the function returns
/// @param <D> the definition being written
/// @param <B> the builder itself
public abstract non-sealed class StepDefiner<R, D, B> extends Definer<R, D> implements Hookable<B> {
  final StepSettings settings;

  StepDefiner(StepSettings settings) {
    this.settings = settings;
  }

  abstract B with(StepSettings changed);

  /// A sentence for people, in Markdown.
  public final B describedAs(String description) {
    return with(settings.withDescription(description));
  }

  /// A label to find it by.
  public final B tag(String key, String value) {
    return with(settings.withTag(key, value));
  }

  /// A label with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public final B tag(String key, Map<String, ?> value) {
    return tag(key, Tags.json(key, value));
  }

  /// Fails only when its retries are used up; without this the job's policy holds.
  public final B retrying(Retry policy) {
    return with(settings.withRetry(policy));
  }

  /// An attempt that takes longer is interrupted and has failed.
  ///
  /// @throws IllegalArgumentException when it is not positive
  public final B timeout(Duration longest) {
    return with(settings.withTimeout(longest));
  }

  /// Among steps that are ready, higher starts first; 0 if not said.
  public final B priority(int higherIsFirst) {
    return with(settings.withPriority(higherIsFirst));
  }

  /// Holds one slot of a pool while it runs. The limit of the pool holds within a run, and not yet
  /// across runs.
  public final B pool(String pool) {
    return pool(pool, 1);
  }

  /// Holds so many slots of a pool while it runs. The limit of the pool holds within a run, and not
  /// yet across runs.
  public final B pool(String pool, int slots) {
    return with(settings.withPool(pool, slots));
  }

  @Override
  public final B hooked(AttachedHook hook) {
    return with(settings.withHook(hook));
  }

  /// Orders its steps after those of others without loading anything.
  public final B after(Input<?>... upstream) {
    return with(settings.withAfter(Compute.declared(upstream)));
  }

  /// Names what its function emits, for `emitting`.
  public final B outputs(Output<?>... outputs) {
    return with(settings.withOutputs(List.of(outputs)));
  }

  /// Says which code this is, in place of a fingerprint: outputs are reused while it stays.
  public final B version(String version) {
    return with(settings.withVersion(version));
  }

  /// Its steps compute rather than wait, so each gets a platform thread: virtual threads share few
  /// carriers, and a computing step would hold one.
  public final B cpuBound() {
    return with(settings.withCpuBound());
  }

  /// Each of its steps gets a process of its own, whatever the job's executor is: a crash of it
  /// fails that step only, and the memory that it takes is its own. What it reads and makes has to
  /// be stored where other processes find it.
  ///
  /// Runs in the process of a test, or of a program, have no other process: there it is a step as
  /// any.
  public final B isolated() {
    return isolated(JvmOptions.NONE);
  }

  /// Each of its steps gets a process of its own, which is started so.
  ///
  /// ```java
  /// graph.op("train", Model.class).isolated(JvmOptions.NONE.heapMebibytes(4096))
  /// ```
  public final B isolated(JvmOptions options) {
    return with(settings.withProcess(options));
  }
}
