package io.dagwerk.checks.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a surface: marks such as `@Experimental`, modifiers, and what is declared.
record Declaration(List<String> marks, List<String> modifiers, String rest) {
  private static final List<String> MODIFIERS =
      List.of("public", "protected", "abstract", "default", "static", "sealed", "final");
  private static final Pattern TYPE_NAME = Pattern.compile("\\w+ ([\\w.]+)");
  private static final Pattern METHOD = Pattern.compile("([\\w$]+\\(.*?\\))(?: throws .*)?");

  Declaration {
    marks = List.copyOf(marks);
    modifiers = List.copyOf(modifiers);
  }

  static Declaration parse(String line) {
    List<String> marks = new ArrayList<>();
    List<String> modifiers = new ArrayList<>();
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
    while (words.getFirst().startsWith("@")) {
      marks.add(words.removeFirst());
    }
    while (MODIFIERS.contains(words.getFirst())) {
      modifiers.add(words.removeFirst());
    }
    return new Declaration(marks, modifiers, String.join(" ", words));
  }

  boolean has(String modifierOrMark) {
    return modifiers.contains(modifierOrMark) || marks.contains(modifierOrMark);
  }

  /// The full name of the type that this declares.
  String typeName() {
    Matcher matcher = TYPE_NAME.matcher(rest);
    if (!matcher.lookingAt()) {
      throw new IllegalArgumentException("expected the declaration of a type, but found " + this);
    }
    return matcher.group(1);
  }

  /// What tells a member from others of its type.
  String memberKey() {
    int parameters = rest.indexOf('(');
    if (parameters < 0) {
      return rest.substring(rest.lastIndexOf(' ') + 1);
    }
    int name = rest.lastIndexOf(' ', parameters) + 1;
    Matcher matcher = METHOD.matcher(rest.substring(name));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a method, but found " + this);
    }
    return matcher.group(1);
  }

  /// The names behind a word of the declaration of a type: `implements` or `permits`.
  List<String> namesAfter(String word) {
    int at = rest.indexOf(" " + word + " ");
    if (at < 0) {
      return List.of();
    }
    String names = rest.substring(at + word.length() + 2);
    int end = names.indexOf(" permits ");
    return split(end < 0 ? names : names.substring(0, end));
  }

  /// What is declared, without what it implements and permits.
  String head() {
    return rest.replaceFirst(" (?:implements|permits) .*", "");
  }

  /// At the commas outside of type arguments.
  private static List<String> split(String names) {
    List<String> all = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < names.length(); i++) {
      char c = names.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        all.add(names.substring(start, i).strip());
        start = i + 1;
      }
    }
    all.add(names.substring(start).strip());
    return all;
  }

  /// The line.
  @Override
  public String toString() {
    List<String> words = new ArrayList<>(marks);
    words.addAll(modifiers);
    words.add(rest);
    return String.join(" ", words);
  }
}
