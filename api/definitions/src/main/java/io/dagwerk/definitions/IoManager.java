package io.dagwerk.definitions;

import io.dagwerk.model.OutputAddress;

/// Decides where and how values are kept: functions return plain values, and readers get them back.
///
/// A manager is declared as a [Resource], so it may have config and use other resources, and a mode
/// may put another in its place. It must be thread-safe: steps store and load at the same time.
///
/// Contract of `store`: it is atomic. After a crash at any moment a reader sees the whole old value
/// or the whole new one, so write beside and rename, or use a transaction. When it returns the
/// value is durable. Right before the value becomes visible it asks `context.requireCurrent()`: a
/// step that ignored its interrupt may come here when the run has long gone on without it. Between
/// the answer and the rename a moment remains in which the run may give it up all the same.
///
/// ```java
/// record TextFiles(Path folder) implements IoManager<String> {
///   public void store(StoreContext context, String value) throws IOException {
///     Path beside = Files.createTempFile(folder, "text", null);
///     Files.writeString(beside, value);
///     context.requireCurrent();
///     Files.move(beside, folder.resolve(context.path()), ATOMIC_MOVE);
///   }
///   ...
/// ```
///
/// @param <T> what it can store; `Object` for anything
public interface IoManager<T> {
  /// Keeps a value. Facts said by `context.report` become the metadata of the materialization.
  ///
  /// @throws Exception fails the step that made the value
  void store(StoreContext context, T value) throws Exception;

  /// Gives a value back as the type that the reader asks for.
  ///
  /// @throws Exception fails the step that reads; for a value that is not there say so
  Object load(LoadContext context) throws Exception;

  /// Whether the value is there, so that it need not be made again.
  ///
  /// @throws Exception counts as no
  boolean exists(OutputAddress address) throws Exception;

  /// Whether other processes and later runs find the values.
  default boolean isDurable() {
    return true;
  }
}
