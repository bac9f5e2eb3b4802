package io.dagwerk.selection;

import io.dagwerk.selection.SelectionToken.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a selection's text into pieces.
///
/// A `*` at the start or the end of a word is a piece of its own, for it asks for lineage; within
/// the word, and anywhere in the value of an attribute, it belongs to the name.
final class SelectionLexer {
  private static final String PUNCTUATION = "+,:=()";

  private final String text;
  private final List<SelectionToken> tokens = new ArrayList<>();
  private int at;

  private SelectionLexer(String text) {
    this.text = text;
  }

  /// @throws InvalidSelection when a quote or bracket is not closed, or a letter has no meaning
  static List<SelectionToken> tokens(String text) {
    SelectionLexer lexer = new SelectionLexer(text);
    lexer.read();
    return lexer.tokens;
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"' || c == '\'') {
        quoted();
      } else if (PUNCTUATION.indexOf(c) >= 0) {
        add(punctuation(c), String.valueOf(c), at);
        at++;
      } else if (isOfWord(c)) {
        word();
      } else {
        throw problem("'%c' has no meaning here; put the name in quotes".formatted(c), at);
      }
    }
    add(Kind.END, "", at);
  }

  private static Kind punctuation(char c) {
    return switch (c) {
      case '+' -> Kind.PLUS;
      case ',' -> Kind.COMMA;
      case ':' -> Kind.COLON;
      case '=' -> Kind.EQUALS;
      case '(' -> Kind.OPEN;
      default -> Kind.CLOSE;
    };
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_-./?*[|@".indexOf(c) >= 0;
  }

  private void quoted() {
    int end = text.indexOf(text.charAt(at), at + 1);
    if (end < 0) {
      throw problem("the quote is not closed; end the name with %c".formatted(text.charAt(at)), at);
    }
    add(Kind.QUOTED, text.substring(at + 1, end), at);
    at = end + 1;
  }

  private void word() {
    boolean isValue = isValue();
    int start = at;
    while (at < text.length()
        && (isOfWord(text.charAt(at)) || (isValue && text.charAt(at) == ':'))) {
      at = text.charAt(at) == '[' ? closed() + 1 : at + 1;
    }
    int from = start;
    int to = at;
    while (!isValue && from < to && text.charAt(from) == '*') {
      add(Kind.STAR, "*", from++);
    }
    while (!isValue && to > from && text.charAt(to - 1) == '*') {
      to--;
    }
    if (to > from) {
      add(Kind.WORD, text.substring(from, to), from);
    }
    for (int star = to; star < at; star++) {
      add(Kind.STAR, "*", star);
    }
  }

  private boolean isValue() {
    return !tokens.isEmpty()
        && (tokens.getLast().is(Kind.COLON) || tokens.getLast().is(Kind.EQUALS));
  }

  /// Where the bracket that opens here is closed; what is inside is a key and may be any text.
  private int closed() {
    int end = text.indexOf(']', at);
    if (end < 0) {
      throw problem("the bracket is not closed; end the key with ']'", at);
    }
    return end;
  }

  private void add(Kind kind, String piece, int start) {
    boolean isGlued = start > 0 && !Character.isWhitespace(text.charAt(start - 1));
    tokens.add(new SelectionToken(kind, piece, start + 1, isGlued));
  }

  private InvalidSelection problem(String what, int place) {
    return new InvalidSelection(InvalidSelection.sentence(text, place + 1, what));
  }
}
