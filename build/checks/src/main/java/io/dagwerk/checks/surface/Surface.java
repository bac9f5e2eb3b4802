package io.dagwerk.checks.surface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What users may name: types and their members, each as one line of text. Immutable.
///
/// @param types by their full names
record Surface(SequencedMap<String, Type> types) {
  private static final String INDENT = "  ";

  Surface {
    types = Collections.unmodifiableSequencedMap(new TreeMap<>(types));
  }

  /// A type.
  ///
  /// @param members by their names, and of methods the types of their parameters
  record Type(Declaration declaration, SequencedMap<String, Declaration> members) {
    Type {
      members = Collections.unmodifiableSequencedMap(new TreeMap<>(members));
    }

    /// Whether users may write subtypes or uses, which lack a new abstract method.
    boolean isExtensible() {
      if (declaration.has("sealed") || declaration.has("final")) {
        return false;
      }
      return declaration.rest().startsWith("interface ")
          || declaration.rest().startsWith("annotation ")
          || (declaration.rest().startsWith("class ")
              && members.keySet().stream().anyMatch(key -> key.startsWith("new(")));
    }
  }

  static Surface parse(String text) {
    Map<String, Type> types = new LinkedHashMap<>();
    Declaration type = Declaration.parse("");
    SequencedMap<String, Declaration> members = new LinkedHashMap<>();
    for (String line : (text + "\nend").lines().filter(it -> !it.isBlank()).toList()) {
      if (line.startsWith(INDENT)) {
        Declaration member = Declaration.parse(line.strip());
        members.put(member.memberKey(), member);
      } else {
        if (!type.rest().isEmpty()) {
          types.put(type.typeName(), new Type(type, members));
        }
        type = Declaration.parse(line);
        members = new LinkedHashMap<>();
      }
    }
    return new Surface(new TreeMap<>(types));
  }

  /// One line per type and member.
  String text() {
    StringBuilder text = new StringBuilder();
    types.forEach((name, type) -> {
      text.append(type.declaration()).append('\n');
      type.members().forEach((key, member) -> text.append(INDENT).append(member).append('\n'));
    });
    return text.toString();
  }
}
