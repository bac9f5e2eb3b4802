package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.worker.LoadedCode;

/// What became of loading a location.
sealed interface Loading {
  record Loaded(LoadedCode code) implements Loading {}

  /// It cannot be served; the error is shown on the location.
  record Failed(ErrorInfo error) implements Loading {}
}
