package io.dagwerk.examples.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/// Where the demo shows how far it is. For one thread at a time.
sealed interface Screen {
  /// Shows a line that stays.
  void line(String text);

  /// Shows what is going on at this moment.
  void status(String text);

  /// Plain lines, for files and other programs: what is only of the moment is left out.
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

  /// The screen that suits where standard output goes.
  static Screen of(PrintStream out) {
    boolean isDumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return isTerminal && !isDumb ? new Live(out) : new Plain(out);
  }
}
