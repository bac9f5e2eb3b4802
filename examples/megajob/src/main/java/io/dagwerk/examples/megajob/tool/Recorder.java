package io.dagwerk.examples.megajob.tool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Is told what a fake was asked to do. Thread-safe.
@FunctionalInterface
public interface Recorder {
  void record(String tool, String call);

  /// Writes each call into the log of the step that made it.
  static Recorder logging() {
    Logger log = LoggerFactory.getLogger(Recorder.class);
    return (tool, call) -> log.info("pretends: {} {}", tool, call);
  }

  /// Forgets everything.
  static Recorder silent() {
    return (_, _) -> {};
  }
}
