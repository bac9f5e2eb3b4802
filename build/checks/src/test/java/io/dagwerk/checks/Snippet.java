package io.dagwerk.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fenced block of a page. A comment on the line above says what it quotes: `<!-- PATH -->` for a
/// whole file of the repository, `<!-- part of PATH -->` for lines of one.
///
/// @param place the page and the line of the fence, for messages
/// @param note what the comment above says; empty without one
record Snippet(String place, String language, Optional<String> note, String text) {
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern NOTE = Pattern.compile("<!-- (.+) -->");
  private static final String PART = "part of ";

  /// The blocks of a page, in their order.
  static List<Snippet> of(Repository repository, Path page) {
    List<Snippet> snippets = new ArrayList<>();
    List<String> lines = Repository.text(page).lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (fence.matches()) {
        int end = at + 1 + lines.subList(at + 1, lines.size()).indexOf("```");
        snippets.add(
            new Snippet(
                repository.nameOf(page) + ":" + (at + 1),
                fence.group(1),
                at == 0 ? Optional.empty() : note(lines.get(at - 1)),
                String.join("\n", lines.subList(at + 1, end)) + "\n"));
        at = end;
      }
    }
    return snippets;
  }

  private static Optional<String> note(String line) {
    Matcher note = NOTE.matcher(line);
    return note.matches() ? Optional.of(note.group(1)) : Optional.empty();
  }

  /// The file that it quotes as a whole, as a path from the root.
  Optional<String> wholeFile() {
    return note.filter(said -> said.contains("/") && !said.contains(" "));
  }

  /// The file that it quotes lines of, as a path from the root.
  Optional<String> partOfFile() {
    return note.filter(said -> said.startsWith(PART)).map(said -> said.substring(PART.length()));
  }

  /// Whether its lines stand in the text one after the other, however far they are indented there.
  boolean isPartOf(String source) {
    List<String> wanted = text.stripIndent().lines().toList();
    List<String> all = source.lines().toList();
    for (int from = 0; from + wanted.size() <= all.size(); from++) {
      String lines = String.join("\n", all.subList(from, from + wanted.size()));
      if (lines.stripIndent().lines().toList().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
