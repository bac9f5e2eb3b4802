package io.dagwerk.selection;

/// A piece of a selection's text.
///
/// @param at its place in the text, from 1
/// @param isGlued whether it follows the piece before without a space
record SelectionToken(Kind kind, String text, int at, boolean isGlued) {
  /// What a piece is.
  enum Kind {
    WORD,
    QUOTED,
    PLUS,
    STAR,
    COMMA,
    COLON,
    EQUALS,
    OPEN,
    CLOSE,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /// Whether it is a word of the language, and so no name.
  boolean isKeyword() {
    return isKeyword("and") || isKeyword("or") || isKeyword("not");
  }

  boolean isNumber() {
    return kind == Kind.WORD && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// How a message names it.
  String shown() {
    return kind == Kind.END ? "the end" : "'%s'".formatted(text);
  }
}
