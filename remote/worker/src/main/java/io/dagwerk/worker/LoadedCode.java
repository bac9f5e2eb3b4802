package io.dagwerk.worker;

import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.execution.HostedRuns;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.PrintCapture;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.SnapshotCodec;

/// User code that is loaded: its class loader, and what it declares.
///
/// @param classes the loader that threads which call it have as theirs
public record LoadedCode(UserClasses classes, HostedRuns runs) {

  /// Loads the definitions of a location. What user code prints from now on is routed to the step
  /// whose thread prints it.
  ///
  /// @throws LoadFailed when there is no such class, or it throws anything
  public static LoadedCode load(LocationSpec spec) throws LoadFailed {
    PrintCapture.install();
    UserClasses classes = UserClasses.of(spec.classPath());
    Definitions definitions = as(classes, () -> definitions(spec, classes));
    try {
      return new LoadedCode(
          classes,
          new HostedRuns(
              spec.name(),
              definitions,
              LocalOptions.in(spec.storage()).capturingPrints(),
              SnapshotCodec::codeVersion));
    } catch (RuntimeException | LinkageError e) {
      throw new LoadFailed(e);
    }
  }

  private static Definitions definitions(LocationSpec spec, UserClasses classes) throws LoadFailed {
    try {
      Class<?> type = Class.forName(spec.definitions(), true, classes);
      if (!CodeLocation.class.isAssignableFrom(type)) {
        throw new LoadFailed(
            new ClassCastException(
                "%s is no CodeLocation; implement io.dagwerk.definitions.CodeLocation"
                    .formatted(spec.definitions())));
      }
      return type.asSubclass(CodeLocation.class).getConstructor().newInstance().definitions();
    } catch (ReflectiveOperationException e) {
      throw new LoadFailed(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      throw new LoadFailed(e);
    }
  }

  /// Thrown for user code that cannot be loaded, with what it threw as the cause.
  public static final class LoadFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorInfo error;

    LoadFailed(Throwable cause) {
      super(cause);
      this.error = ErrorInfo.of(cause);
    }

    /// What user code threw.
    public ErrorInfo error() {
      return error;
    }
  }

  /// A call of user code.
  ///
  /// @param <X> what it throws
  public interface Call<T, X extends Exception> {
    T call() throws X;
  }

  /// Calls with these classes as those of the thread, as libraries of user code expect it.
  public static <T, X extends Exception> T as(UserClasses classes, Call<T, X> call) throws X {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
