package io.dagwerk.execution;

import io.dagwerk.model.Event;

/// Turns what steps print into events of the step whose thread printed it, also when steps run at
/// the same time. What no step printed goes on to where it went before.
public final class PrintCapture {
  private PrintCapture() {}

  /// Starts it for this process; calling it again changes nothing, unless somebody has replaced the
  /// streams in between.
  public static synchronized void install() {
    if (!(System.out instanceof RoutedStream)) {
      System.setOut(new RoutedStream(Event.Stream.STDOUT, System.out));
    }
    if (!(System.err instanceof RoutedStream)) {
      System.setErr(new RoutedStream(Event.Stream.STDERR, System.err));
    }
  }
}
