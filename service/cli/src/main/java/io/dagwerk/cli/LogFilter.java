package io.dagwerk.cli;

import io.dagwerk.model.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which lines of a run's log are shown; a line has to pass all of them.
final class LogFilter {
  @Option(
      names = "--step",
      paramLabel = "KEY",
      description = "only what this step said; * stands for any text")
  private @Nullable String step;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "only what was logged at it or above: ${COMPLETION-CANDIDATES}")
  private Event.@Nullable Level level;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "only what has this text, in capitals or not, be it in the exception that was logged with it")
  private @Nullable String text;

  /// Whether a line that was printed is shown.
  boolean takesPrinted(Optional<String> from, String line) {
    return level == null && isOfStep(from) && hasText(line);
  }

  /// Whether something that was logged is shown.
  ///
  /// @param logged its `level` and `message`
  /// @param error the lines of the exception that came with it
  boolean takesLogged(Optional<String> from, Answer logged, List<String> error) {
    return (level == null || Event.Level.valueOf(logged.text("level")).compareTo(level) >= 0)
        && isOfStep(from)
        && (hasText(logged.text("message")) || error.stream().anyMatch(this::hasText));
  }

  private boolean isOfStep(Optional<String> from) {
    Optional<Pattern> wanted = Optional.ofNullable(step).map(LogFilter::pattern);
    return wanted.isEmpty() || from.filter(key -> wanted.get().matcher(key).matches()).isPresent();
  }

  private static Pattern pattern(String wanted) {
    return Pattern.compile(
        Arrays.stream(wanted.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private boolean hasText(String said) {
    return text == null || said.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
