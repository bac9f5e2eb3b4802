package io.dagwerk.examples.megajob;

import io.dagwerk.model.Nearest;
import io.dagwerk.model.Ordered;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What stands behind a command: words, and options with a value each.
record Arguments(List<String> words, SequencedMap<String, String> options) {
  Arguments {
    words = List.copyOf(words);
    options = Ordered.copyOf(options);
  }

  /// Thrown for arguments that mean nothing; the message says why.
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message);
    }
  }

  /// @param known the options that the command has, such as `into`
  /// @throws Misused when there is another, or one without a value
  static Arguments of(List<String> arguments, List<String> known) {
    List<String> words = new ArrayList<>();
    SequencedMap<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        words.add(argument);
        continue;
      }
      String name = argument.substring(2);
      if (!known.contains(name)) {
        throw new Misused(
            "there is no option '%s'%s".formatted(argument, Nearest.hint(name, known)));
      }
      if (i + 1 == arguments.size()) {
        throw new Misused("option '%s' has no value".formatted(argument));
      }
      options.put(name, arguments.get(++i));
    }
    return new Arguments(words, options);
  }

  Optional<String> find(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /// The word at a place.
  ///
  /// @throws Misused when there is none
  String word(int place, String meaning) {
    if (place >= words.size()) {
      throw new Misused("expected " + meaning);
    }
    return words.get(place);
  }

  /// The date of an option.
  ///
  /// @throws Misused when it is none
  LocalDate date(String option, LocalDate byDefault) {
    String text = find(option).orElse(byDefault.toString());
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new Misused(
          "option '--%s' is a date such as 2001-01-31, but found '%s'".formatted(option, text));
    }
  }

  /// The number of an option.
  ///
  /// @throws Misused when it is none
  int number(String option, int byDefault) {
    String text = find(option).orElse(String.valueOf(byDefault));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Misused("option '--%s' is a number, but found '%s'".formatted(option, text));
    }
  }
}
