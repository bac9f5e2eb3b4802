package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigTree;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes a YAML document to fill in. Optional entries are comments, so the document is valid once
/// the blanks are filled.
public final class Skeleton {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private Skeleton() {}

  /// The document; `{}` where nothing can be given.
  public static String of(ConfigSchema schema) {
    Skeleton skeleton = new Skeleton();
    skeleton.addContent(schema, "");
    return skeleton.out.isEmpty() ? "{}\n" : skeleton.out.toString();
  }

  private void addContent(ConfigSchema schema, String margin) {
    switch (schema) {
      case ConfigSchema.Shape(var fields) -> fields.forEach(field -> add(field, margin));
      case ConfigSchema.Selector(var alternatives) -> {
        add(alternatives.getFirst(), margin);
        alternatives.stream().skip(1).forEach(it -> addComment(it, margin));
      }
      case ConfigSchema _ -> {}
    }
  }

  private void add(Field field, String margin) {
    String meaning = meaning(field);
    String note = note(SchemaText.hint(field.schema()), meaning);
    Optional<ConfigTree> fallback = field.fallback();
    if (fallback.isPresent()) {
      line(margin + "# " + key(field.name()) + " " + fallback.orElseThrow().toJson() + note);
      return;
    }
    boolean nests =
        field.schema() instanceof ConfigSchema.Shape
            || field.schema() instanceof ConfigSchema.Selector;
    line(margin + key(field.name()) + (nests ? note(meaning) : note));
    addContent(field.schema(), margin + INDENT);
  }

  private static String meaning(Field field) {
    return field.lifecycle().deprecation().isEmpty()
        ? field.doc()
        : field.doc().isEmpty() ? "deprecated" : field.doc() + " (deprecated)";
  }

  private void add(Alternative alternative, String margin) {
    line(margin + key(alternative.name()) + note(alternative.doc()));
    addContent(alternative.shape(), margin + INDENT);
  }

  private void addComment(Alternative alternative, String margin) {
    line(
        margin
            + "# or "
            + key(alternative.name())
            + " "
            + SchemaText.hint(alternative.shape())
            + note(alternative.doc()));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String key(String name) {
    return (PLAIN.matcher(name).matches() ? name : new ConfigTree.Text(name).toJson()) + ":";
  }

  private static String note(String type, String doc) {
    return note(doc.isEmpty() ? type : type + ". " + doc);
  }

  private static String note(String text) {
    return text.isEmpty() ? "" : " # " + text.replaceAll("\\s+", " ");
  }
}
