package io.dagwerk.partitions;

import io.dagwerk.model.Nearest;
import io.dagwerk.model.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the text of a set of partitions, and says everything that is wrong with it.
final class PartitionTextParser {
  private static final int MOST_COMPARED = 10_000;

  private final String text;
  private final Dimensions dimensions;
  private final List<String> problems = new ArrayList<>();
  private int at;

  PartitionTextParser(String text, PartitionSet set) {
    this.text = text;
    this.dimensions = Dimensions.of(set);
  }

  private enum Kind {
    KEY,
    PATTERN
  }

  /// A key, or a pattern of some.
  ///
  /// @param place where it begins in the text, from 1
  private record Word(Kind kind, String text, int place) {}

  PartitionSubset parse() {
    List<PartitionSubset> items = new ArrayList<>();
    if (!text.isBlank()) {
      do {
        items.add(readItem());
      } while (skip(PartitionText.SEPARATOR));
    }
    if (at < text.length() && !text.isBlank()) {
      problems.add(
          "expected ',' at place %d, but found '%s'".formatted(at + 1, text.substring(at)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidPartitions(problems);
    }
    return PartitionSubset.union(items.stream());
  }

  private PartitionSubset readItem() {
    int place = at + 1;
    List<List<Word>> parts = new ArrayList<>();
    do {
      parts.add(readPart());
    } while (hasSeveral() && skip(PartitionKey.SEPARATOR.charAt(0)));
    if (parts.size() != dimensions.sets().size()) {
      problems.add(
          "expected one of each of the dimensions %s at place %d, but found %d"
              .formatted(
                  String.join(PartitionKey.SEPARATOR, dimensions.names()), place, parts.size()));
      return PartitionSubset.none();
    }
    List<PartitionSubset> meant = new ArrayList<>();
    for (List<Word> part : parts) {
      meant.add(meant(part, dimensions.sets().get(meant.size())));
    }
    return dimensions.combined(meant);
  }

  private boolean hasSeveral() {
    return dimensions.sets().size() > 1;
  }

  /// What stands for one dimension: a word, or two and `...` between them.
  private List<Word> readPart() {
    List<Word> words = new ArrayList<>();
    words.add(readWord());
    while (text.startsWith(PartitionText.RANGE, at)) {
      at += PartitionText.RANGE.length();
      words.add(readWord());
    }
    return words;
  }

  private Word readWord() {
    skipSpace();
    int begin = at;
    if (skip(PartitionText.QUOTE)) {
      String key = readQuoted(begin + 1);
      skipSpace();
      return new Word(Kind.KEY, key, begin + 1);
    }
    while (at < text.length() && !isEnd()) {
      at++;
    }
    String word = text.substring(begin, at).strip();
    Kind kind = word.indexOf(PartitionText.ANY) < 0 ? Kind.KEY : Kind.PATTERN;
    return new Word(kind, word, begin + 1);
  }

  private boolean isEnd() {
    char c = text.charAt(at);
    return c == PartitionText.SEPARATOR
        || (hasSeveral() && c == PartitionKey.SEPARATOR.charAt(0))
        || text.startsWith(PartitionText.RANGE, at);
  }

  private String readQuoted(int place) {
    StringBuilder key = new StringBuilder();
    while (at < text.length() && text.charAt(at) != PartitionText.QUOTE) {
      if (text.charAt(at) == PartitionText.ESCAPE && at + 1 < text.length()) {
        at++;
      }
      key.append(text.charAt(at));
      at++;
    }
    if (!skip(PartitionText.QUOTE)) {
      problems.add("expected '\"' behind the key that begins at place %d".formatted(place));
    }
    return key.toString();
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// Goes over a sign, if it is the next one.
  private boolean skip(char sign) {
    boolean isNext = at < text.length() && text.charAt(at) == sign;
    at += isNext ? 1 : 0;
    return isNext;
  }

  private PartitionSubset meant(List<Word> words, PartitionSet set) {
    Word first = words.getFirst();
    Word last = words.getLast();
    if (words.size() > 2
        || (words.size() == 2 && words.stream().anyMatch(PartitionTextParser::isPattern))) {
      problems.add(
          "expected a range from one key to another at place %d, but found %s"
              .formatted(
                  first.place(),
                  words.stream().map(Word::text).collect(Collectors.joining(PartitionText.RANGE))));
      return PartitionSubset.none();
    }
    if (isPattern(first)) {
      return matching(first, set);
    }
    boolean exist = words.stream().filter(word -> exists(word, set)).count() == words.size();
    if (!exist) {
      return PartitionSubset.none();
    }
    PartitionKey from = new PartitionKey(first.text());
    PartitionKey to = new PartitionKey(last.text());
    if (set.placeOf(to).orElseThrow() < set.placeOf(from).orElseThrow()) {
      problems.add(
          "a range ends at or after its start, but at place %d found %s%s%s"
              .formatted(first.place(), from, PartitionText.RANGE, to));
      return PartitionSubset.none();
    }
    return set.range(from, to);
  }

  private static boolean isPattern(Word word) {
    return word.kind() == Kind.PATTERN;
  }

  private PartitionSubset matching(Word word, PartitionSet set) {
    if (word.text().length() == 1) {
      return set.all();
    }
    Pattern pattern =
        Pattern.compile(
            Stream.of(word.text().split(Pattern.quote(String.valueOf(PartitionText.ANY)), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    List<PartitionKey> found =
        set.keys().filter(key -> pattern.matcher(key.text()).matches()).toList();
    if (found.isEmpty()) {
      problems.add(
          "no partition matches '%s' at place %d; there are %s"
              .formatted(word.text(), word.place(), set.describe()));
    }
    return set.subset(found);
  }

  /// Whether there is a partition of this key; else that is a problem.
  private boolean exists(Word word, PartitionSet set) {
    if (word.text().isBlank()) {
      problems.add("expected a partition at place %d, but found none".formatted(word.place()));
      return false;
    }
    OptionalLong place = set.placeOf(new PartitionKey(word.text()));
    if (place.isEmpty()) {
      List<String> known =
          set.count() > MOST_COMPARED ? List.of() : set.keys().map(PartitionKey::text).toList();
      problems.add(
          "no partition '%s' at place %d; there are %s%s"
              .formatted(
                  word.text(), word.place(), set.describe(), Nearest.hint(word.text(), known)));
    }
    return place.isPresent();
  }
}
