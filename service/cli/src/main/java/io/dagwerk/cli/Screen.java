package io.dagwerk.cli;

import java.io.PrintStream;

/// Where a program shows how far it is. For one thread at a time.
public sealed interface Screen {
  /// Shows a line that stays.
  void line(String text);

  /// Shows what is going on at this moment.
  void status(String text);

  /// Plain lines: what is only of the moment is left out.
  record Plain(PrintStream out) implements Screen {
    @Override
    public void line(String text) {
      out.println(text);
    }

    @Override
    public void status(String text) {}
  }

  /// A terminal whose last line is overwritten.
  record Live(PrintStream out) implements Screen {
    private static final String ERASED = "\r\u001b[K";
    private static final int WIDTH = 79;

    @Override
    public void line(String text) {
      out.println(ERASED + text);
    }

    @Override
    public void status(String text) {
      out.print(ERASED + (text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "..."));
      out.flush();
    }
  }

  /// Nothing is shown.
  record Blank() implements Screen {
    @Override
    public void line(String text) {}

    @Override
    public void status(String text) {}
  }

  /// The screen that suits those who look at a stream.
  static Screen of(Surroundings.Look look, PrintStream out) {
    return switch (look) {
      case TERMINAL -> new Live(out);
      case PLAIN -> new Plain(out);
    };
  }
}
