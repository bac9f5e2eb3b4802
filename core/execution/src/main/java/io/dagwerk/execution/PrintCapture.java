package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Turns what steps print into events of the step whose thread printed it, also when steps run at
/// the same time. What no step printed goes on to where it went before.
public final class PrintCapture {
  private PrintCapture() {}

  /// Starts it for this process; calling it again changes nothing, unless somebody has replaced the
  /// streams in between.
  public static synchronized void install() {
    if (!(System.out instanceof Routed)) {
      System.setOut(new Routed(Event.Stream.STDOUT, System.out));
    }
    if (!(System.err instanceof Routed)) {
      System.setErr(new Routed(Event.Stream.STDERR, System.err));
    }
  }

  /// Stands where a standard stream stood.
  private static final class Routed extends PrintStream {
    Routed(Event.Stream which, PrintStream before) {
      super(new Router(which, before), true, StandardCharsets.UTF_8);
    }
  }

  /// Sends each write to the scope of the calling thread.
  private static final class Router extends OutputStream {
    private final Event.Stream which;
    private final PrintStream before;

    Router(Event.Stream which, PrintStream before) {
      this.which = which;
      this.before = before;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (!LogScope.print(which, bytes, offset, length)) {
        before.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}
