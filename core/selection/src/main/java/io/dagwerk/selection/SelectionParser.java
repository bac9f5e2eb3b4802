package io.dagwerk.selection;

import io.dagwerk.model.Nearest;
import io.dagwerk.selection.SelectionTerm.AllOf;
import io.dagwerk.selection.SelectionTerm.AnyOf;
import io.dagwerk.selection.SelectionTerm.Label;
import io.dagwerk.selection.SelectionTerm.Labeled;
import io.dagwerk.selection.SelectionTerm.Lineage;
import io.dagwerk.selection.SelectionTerm.Named;
import io.dagwerk.selection.SelectionTerm.Not;
import io.dagwerk.selection.SelectionTerm.Roots;
import io.dagwerk.selection.SelectionTerm.Sinks;
import io.dagwerk.selection.SelectionToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads a selection by recursive descent: `,` and `or` bind least, then `and`, then `not`, then
/// the lineage signs.
final class SelectionParser {
  private static final int DEEPEST = 100;
  private static final int MOST_DIGITS = 9;
  private static final List<String> ATTRIBUTES =
      List.of("key", "name", "group", "kind", "tag", "owner", "location");
  private static final List<String> FUNCTIONS = List.of("roots", "sinks");

  private final String text;
  private final List<SelectionToken> tokens;
  private int next;
  private int depth;

  private SelectionParser(String text) {
    this.text = text;
    this.tokens = SelectionLexer.tokens(text);
  }

  static SelectionTerm parse(String text) {
    SelectionParser parser = new SelectionParser(text);
    SelectionTerm term = parser.anyOf();
    parser.expect(Kind.END, "'and', 'or' or ','");
    return term;
  }

  private SelectionTerm anyOf() {
    List<SelectionTerm> terms = new ArrayList<>();
    terms.add(allOf());
    while (peek().is(Kind.COMMA) || peek().isKeyword("or")) {
      take();
      terms.add(allOf());
    }
    return terms.size() == 1 ? terms.getFirst() : new AnyOf(terms);
  }

  private SelectionTerm allOf() {
    List<SelectionTerm> terms = new ArrayList<>();
    terms.add(not());
    while (peek().isKeyword("and")) {
      take();
      terms.add(not());
    }
    return terms.size() == 1 ? terms.getFirst() : new AllOf(terms);
  }

  private SelectionTerm not() {
    if (!peek().isKeyword("not")) {
      return lineage();
    }
    deeper(take());
    SelectionTerm term = new Not(not());
    depth--;
    return term;
  }

  private SelectionTerm lineage() {
    if (isEverything()) {
      take();
      return new SelectionTerm.All();
    }
    int up = up();
    SelectionTerm term = primary();
    int down = down();
    return up == 0 && down == 0 ? term : new Lineage(term, up, down);
  }

  private boolean isEverything() {
    return peek().is(Kind.STAR)
        && !(peek(1).isGlued()
            && !peek(1).is(Kind.COMMA)
            && !peek(1).is(Kind.CLOSE)
            && !peek(1).is(Kind.END));
  }

  private int up() {
    if (peek().is(Kind.STAR)) {
      take();
      while (peek().is(Kind.PLUS)) {
        take();
      }
      return SelectionTerm.ALL_LAYERS;
    }
    if (peek().isNumber() && peek(1).is(Kind.PLUS) && peek(1).isGlued() && startsTerm(peek(2))) {
      int layers = layers(take());
      take();
      return layers;
    }
    return pluses();
  }

  private static boolean startsTerm(SelectionToken token) {
    return token.isGlued() && (token.is(Kind.WORD) || token.is(Kind.QUOTED) || token.is(Kind.OPEN));
  }

  private int down() {
    if (!peek().isGlued()) {
      return 0;
    }
    int layers = pluses();
    if (layers > 0 && peek().isGlued() && peek().isNumber()) {
      return layers(take());
    }
    if (peek().is(Kind.STAR) && peek().isGlued()) {
      take();
      return SelectionTerm.ALL_LAYERS;
    }
    return layers;
  }

  /// One `+` asks for all layers, several for as many as there are of them.
  private int pluses() {
    int count = 0;
    while (peek().is(Kind.PLUS) && (count == 0 || peek().isGlued())) {
      take();
      count++;
    }
    return count == 1 ? SelectionTerm.ALL_LAYERS : count;
  }

  private int layers(SelectionToken number) {
    if (number.text().length() > MOST_DIGITS) {
      throw problem("expected a number of layers, but found " + number.shown(), number);
    }
    return Integer.parseInt(number.text());
  }

  private SelectionTerm primary() {
    SelectionToken token = take();
    return switch (token.kind()) {
      case OPEN -> inner(token);
      case QUOTED -> new Named(token.text(), token.at());
      case WORD -> {
        if (token.isKeyword()) {
          throw problem(
              "expected a name, but found %s; put a name that reads so in quotes"
                  .formatted(token.shown()),
              token);
        }
        if (peek().is(Kind.OPEN)) {
          yield function(token);
        }
        yield peek().is(Kind.COLON) && peek().isGlued()
            ? attribute(token)
            : new Named(token.text(), token.at());
      }
      case PLUS, STAR, COMMA, COLON, EQUALS, CLOSE, END ->
          throw problem("expected a name, but found " + token.shown(), token);
    };
  }

  private SelectionTerm inner(SelectionToken open) {
    deeper(open);
    SelectionTerm inner = anyOf();
    expect(Kind.CLOSE, "')'");
    depth--;
    return inner;
  }

  private SelectionTerm function(SelectionToken function) {
    String name = known(function, FUNCTIONS, "(");
    SelectionTerm of = inner(take());
    return name.equals("roots") ? new Roots(of) : new Sinks(of);
  }

  private SelectionTerm attribute(SelectionToken attribute) {
    String name = known(attribute, ATTRIBUTES, ":");
    take();
    SelectionToken value = value();
    if (name.equals("key") || name.equals("name")) {
      return new Named(value.text(), value.at());
    }
    if (name.equals("tag") && peek().is(Kind.EQUALS)) {
      take();
      return new Labeled(Label.TAG_VALUE, value.text() + "=" + value().text(), value.at());
    }
    return new Labeled(Label.valueOf(name.toUpperCase(Locale.ROOT)), value.text(), value.at());
  }

  private SelectionToken value() {
    SelectionToken value = take();
    if (!value.is(Kind.WORD) && !value.is(Kind.QUOTED)) {
      throw problem("expected a value, but found " + value.shown(), value);
    }
    return value;
  }

  /// The one of these that a word before a sign is.
  private String known(SelectionToken token, List<String> names, String sign) {
    String name = token.text().toLowerCase(Locale.ROOT);
    if (names.contains(name)) {
      return name;
    }
    String hint =
        names.stream()
            .filter(name::contains)
            .findFirst()
            .map("; did you mean '%s'?"::formatted)
            .orElseGet(() -> Nearest.hint(name, names));
    throw problem(
        "expected one of %s before '%s', but found '%s'%s"
            .formatted(String.join(", ", names), sign, token.text(), hint),
        token);
  }

  private void deeper(SelectionToken token) {
    if (++depth > DEEPEST) {
      throw problem("expected at most %d terms within terms".formatted(DEEPEST), token);
    }
  }

  private void expect(Kind kind, String shown) {
    SelectionToken token = take();
    if (!token.is(kind)) {
      throw problem("expected %s, but found %s".formatted(shown, token.shown()), token);
    }
  }

  private SelectionToken peek() {
    return peek(0);
  }

  private SelectionToken peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  private SelectionToken take() {
    SelectionToken token = peek();
    next++;
    return token;
  }

  private InvalidSelection problem(String what, SelectionToken token) {
    return new InvalidSelection(InvalidSelection.sentence(text, token.at(), what));
  }
}
