package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// The border to what users wrote. What that throws fails the step, and the run goes on; whatever
/// else an attempt throws is an error of the engine, and ends the run.
final class UserCode {
  private UserCode() {}

  /// Calls a step's function.
  ///
  /// @throws StepFailure that says what it threw
  static <T> T call(Callable<T> function) throws StepFailure, InterruptedException {
    return call(function, StepFailure::thrownByUser);
  }

  /// Calls what serves a step's function, such as an IO manager.
  ///
  /// @param what did not work, in words that a colon and the reason may follow
  /// @throws StepFailure of this kind
  static <T> T call(FailureKind kind, String what, Callable<T> code)
      throws StepFailure, InterruptedException {
    return call(
        code,
        thrown -> new StepFailure(kind, what + ": " + ErrorInfo.of(thrown).summary(), thrown));
  }

  private static <T> T call(Callable<T> code, Function<Throwable, StepFailure> failure)
      throws StepFailure, InterruptedException {
    try {
      return code.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw failure.apply(e);
    }
  }
}
