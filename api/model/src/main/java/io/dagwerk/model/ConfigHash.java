package io.dagwerk.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// The SHA-256 of config schemas and trees. Every value is written as a tag with its size, so that
/// no two different values are written alike.
final class ConfigHash {
  private final MessageDigest digest;

  ConfigHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
    }
  }

  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }

  ConfigHash add(ConfigTree tree) {
    switch (tree) {
      case ConfigTree.Nothing() -> tag("nothing", 0);
      case ConfigTree.Truth(boolean value) -> tag(value ? "true" : "false", 0);
      case ConfigTree.Whole(var value) -> tag("whole", 1).text(value.toString());
      case ConfigTree.Decimal(var value) -> tag("decimal", 1).text(value.toString());
      case ConfigTree.Text(String value) -> tag("text", 1).text(value);
      case ConfigTree.Items(var items) -> tag("items", items, this::add);
      case ConfigTree.Entries(var entries) ->
          tag(
              "entries",
              List.copyOf(entries.entrySet()),
              entry -> text(entry.getKey()).add(entry.getValue()));
    }
    return this;
  }

  ConfigHash add(ConfigSchema schema) {
    switch (schema) {
      case ConfigSchema.WholeNumber(long least, long most) ->
          tag("whole number", 2).text(Long.toString(least)).text(Long.toString(most));
      case ConfigSchema.DecimalNumber() -> tag("decimal number", 0);
      case ConfigSchema.Truth() -> tag("truth", 0);
      case ConfigSchema.Text() -> tag("any text", 0);
      case ConfigSchema.Formatted(var format) -> tag("formatted", 1).text(format.name());
      case ConfigSchema.Secret() -> tag("secret", 0);
      case ConfigSchema.Enumeration(var values) -> tag("enumeration", values, this::text);
      case ConfigSchema.ListOf(var item) -> tag("list of", 1).add(item);
      case ConfigSchema.MapOf(var value) -> tag("map of", 1).add(value);
      case ConfigSchema.Shape(var fields) -> tag("shape", fields, this::add);
      case ConfigSchema.Selector(var alternatives) ->
          tag(
              "selector",
              alternatives,
              it -> text(it.name()).text(it.doc()).add((ConfigSchema) it.shape()));
      case ConfigSchema.Nullable(var inner) -> tag("nullable", 1).add(inner);
      case ConfigSchema.Anything() -> tag("anything", 0);
    }
    return this;
  }

  private void add(ConfigSchema.Field field) {
    text(field.name()).text(field.doc()).add(field.schema());
    field.fallback().ifPresentOrElse(this::add, () -> tag("required", 0));
    tag("formerly", field.lifecycle().formerNames(), this::add);
    field
        .lifecycle()
        .deprecation()
        .ifPresent(mark ->
            tag("deprecated", 2).text(mark.since()).text(Boolean.toString(mark.forRemoval())));
  }

  private void add(ConfigSchema.FormerName former) {
    text(former.name()).text(former.since()).text(former.until());
    text(Boolean.toString(former.hasEnded()));
  }

  private <T> void tag(String name, List<T> parts, Consumer<T> add) {
    tag(name, parts.size());
    parts.forEach(add);
  }

  private ConfigHash tag(String name, int size) {
    return text(name).text(Integer.toString(size));
  }

  private ConfigHash text(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + text.length() * Character.BYTES);
    bytes.putInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes.putChar(text.charAt(i));
    }
    digest.update(bytes.flip());
    return this;
  }
}
