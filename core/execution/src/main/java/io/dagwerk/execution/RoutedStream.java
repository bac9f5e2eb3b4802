package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Stands where a standard stream stood, and gives each text that is printed, as a whole, to the
/// scope of the calling thread, or else to the stream that stood there. Thread-safe.
///
/// Every way to print is overridden, because the inherited ones hold the lock of the stream
/// meanwhile: a step that prints waits for its turn in the log of its run, and whoever has the turn
/// may be printing too.
final class RoutedStream extends PrintStream {
  private final Event.Stream which;
  private final PrintStream before;

  RoutedStream(Event.Stream which, PrintStream before) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.which = which;
    this.before = before;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (!LogScope.print(which, bytes, offset, length)) {
      before.write(bytes, offset, length);
      before.flush();
    }
  }

  @Override
  public void flush() {
    before.flush();
  }

  @Override
  public boolean checkError() {
    return before.checkError();
  }

  /// Others go on to print, so it stays open.
  @Override
  public void close() {
    flush();
  }

  private void text(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void line(String text) {
    text(text + System.lineSeparator());
  }

  @Override
  @SuppressWarnings("AnnotateFormatMethod") // as the method that it overrides
  public PrintStream format(String format, @Nullable Object... arguments) {
    text(format.formatted(arguments));
    return this;
  }

  @Override
  @SuppressWarnings("AnnotateFormatMethod") // as the method that it overrides
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... arguments) {
    text(String.format(locale, format, arguments));
    return this;
  }

  @Override
  public void print(boolean value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(@Nullable String value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(@Nullable Object value) {
    text(String.valueOf(value));
  }

  @Override
  public void println() {
    line("");
  }

  @Override
  public void println(boolean value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(int value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(long value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(float value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(double value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char[] value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(@Nullable String value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(@Nullable Object value) {
    line(String.valueOf(value));
  }
}
