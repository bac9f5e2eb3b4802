package io.dagwerk.examples.megajob.type;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule of `{{ name }}` in a text: it stands for a value that only the run knows.
public final class Placeholders {
  /// The key of the partition that the job makes.
  public static final String PARTITION = "partition";

  /// All that there are.
  public static final List<String> NAMES = List.of(PARTITION, "run", "job");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

  private Placeholders() {}

  /// The names in a text, known or not.
  public static List<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /// The text with the values of the names.
  static String filled(String text, Function<String, String> values) {
    return text.contains("{{")
        ? PLACEHOLDER
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))))
        : text;
  }
}
