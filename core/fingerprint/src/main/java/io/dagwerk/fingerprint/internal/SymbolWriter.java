package io.dagwerk.fingerprint.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects the symbols of a body, the references in it, and the numbered classes it names.
final class SymbolWriter {
  private static final Pattern CLASS = Pattern.compile("L([^;]+);");

  private final Transcript transcript = new Transcript();
  private final SequencedMap<String, Integer> numbered = new LinkedHashMap<>();
  private final SequencedSet<Ref> refs = new LinkedHashSet<>();

  SymbolWriter tag(String tag) {
    transcript.text(tag);
    return this;
  }

  SymbolWriter text(String text) {
    transcript.text(text);
    return this;
  }

  SymbolWriter number(long number) {
    transcript.number(number);
    return this;
  }

  /// Writes the name of a class; a numbered one as its position among those met.
  SymbolWriter name(String internalName) {
    transcript.text(canonical(internalName));
    return this;
  }

  /// Writes a class that is used, and notes the use; empty for none.
  SymbolWriter type(String constant) {
    if (constant.startsWith("[")) {
      descriptor(constant);
    } else {
      name(constant);
    }
    String element = Names.element(constant);
    if (!element.isEmpty()) {
      refer(new Ref.Use(element));
    }
    return this;
  }

  SymbolWriter descriptor(String descriptor) {
    Matcher matcher = CLASS.matcher(descriptor);
    transcript.text(
        matcher.replaceAll(
            match -> Matcher.quoteReplacement("L" + canonical(match.group(1)) + ";")));
    return this;
  }

  void refer(Ref ref) {
    refs.add(ref);
  }

  Body body() {
    List<String> names = new ArrayList<>(numbered.sequencedKeySet());
    return new Body(transcript.hex(), names, List.copyOf(refs));
  }

  private String canonical(String internalName) {
    if (!Names.isNumbered(internalName)) {
      return internalName;
    }
    Integer known = numbered.get(internalName);
    int position = known == null ? numbered.size() : known;
    numbered.put(internalName, position);
    return "#" + position;
  }
}
