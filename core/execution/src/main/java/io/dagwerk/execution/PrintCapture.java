package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Turns what steps print into events of the step whose thread printed it, also when steps run at
/// the same time. What no step printed goes on to where it went before.
///
/// A line ends at a line break, at 16 KiB, or with its step. Bytes are read as UTF-8.
public final class PrintCapture {
  private static final int LONGEST_LINE = 16 * 1024;

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

  /// Records what a step printed last without a line break.
  static void flush(StepScope scope) {
    OUT.end(scope);
    ERR.end(scope);
  }

  /// Sends each write to the step of the calling thread.
  private static final class Router extends OutputStream {
    private final Event.Stream which;
    private final PrintStream stream;
    private final Map<StepScope, ByteArrayOutputStream> lines = new ConcurrentHashMap<>();
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
      Optional<StepScope> scope = StepScope.current();
      if (scope.isEmpty()) {
        before.write(bytes, offset, length);
        return;
      }
      ByteArrayOutputStream line =
          lines.computeIfAbsent(scope.get(), _ -> new ByteArrayOutputStream());
      synchronized (line) {
        for (int i = offset; i < offset + length; i++) {
          if (bytes[i] == '\n') {
            record(scope.get(), line);
          } else if (bytes[i] != '\r') {
            line.write(bytes[i]);
            if (line.size() >= LONGEST_LINE) {
              record(scope.get(), line);
            }
          }
        }
      }
    }

    private void record(StepScope scope, ByteArrayOutputStream line) {
      scope
          .events()
          .append(
              new Event.Printed(
                  Optional.of(scope.step()), which, line.toString(StandardCharsets.UTF_8)));
      line.reset();
    }

    void end(StepScope scope) {
      ByteArrayOutputStream line = lines.remove(scope);
      if (line != null) {
        synchronized (line) {
          if (line.size() > 0) {
            record(scope, line);
          }
        }
      }
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}
