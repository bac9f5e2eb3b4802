package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Turns what steps print into events of the step whose thread printed it, also when steps run at
/// the same time. What no step printed goes on to where it went before.
public final class PrintCapture {
  private static final Router OUT = new Router(Event.Stream.STDOUT, System.out);
  private static final Router ERR = new Router(Event.Stream.STDERR, System.err);

  private PrintCapture() {}

  /// Starts it for this process; calling it again changes nothing, unless somebody has replaced the
  /// streams in between.
  @SuppressWarnings("ReferenceEquality") // the very stream that we have set
  public static synchronized void install() {
    if (System.out != OUT.stream) {
      OUT.before = System.out;
      System.setOut(OUT.stream);
    }
    if (System.err != ERR.stream) {
      ERR.before = System.err;
      System.setErr(ERR.stream);
    }
  }

  /// Sends each write to the scope of the calling thread.
  private static final class Router extends OutputStream {
    private final Event.Stream which;
    private final PrintStream stream;
    private volatile PrintStream before;

    Router(Event.Stream which, PrintStream before) {
      this.which = which;
      this.before = before;
      this.stream = new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      Optional<LogScope> scope = LogScope.current();
      if (scope.isPresent()) {
        scope.get().printed(which).write(bytes, offset, length);
      } else {
        before.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}
