package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
  private static final ConfigSchema TEXT = new ConfigSchema.Text();

  @Test
  void differentSchemasHaveDifferentHashes() {
    List<ConfigSchema> schemas =
        List.of(
            TEXT,
            new ConfigSchema.Secret(),
            new ConfigSchema.Truth(),
            new ConfigSchema.Anything(),
            new ConfigSchema.DecimalNumber(),
            new ConfigSchema.WholeNumber(0, 10),
            new ConfigSchema.WholeNumber(0, 11),
            new ConfigSchema.Formatted(ConfigSchema.Format.DATE),
            new ConfigSchema.Formatted(ConfigSchema.Format.URI),
            new ConfigSchema.Enumeration(List.of("a", "b")),
            new ConfigSchema.Enumeration(List.of("ab")),
            new ConfigSchema.ListOf(TEXT),
            new ConfigSchema.MapOf(TEXT),
            new ConfigSchema.Nullable(TEXT),
            Shape.EMPTY,
            new Shape(List.of(Field.required("a", TEXT))),
            new Shape(List.of(Field.required("a", TEXT).describedAs("A"))),
            new Shape(List.of(Field.optional("a", TEXT, ConfigTree.of("x")))),
            new Shape(List.of(Field.optional("a", TEXT, ConfigTree.of("y")))),
            new ConfigSchema.Selector(List.of(new Alternative("a", Shape.EMPTY, ""))),
            new ConfigSchema.Selector(List.of(new Alternative("a", Shape.EMPTY, "A"))));

    assertThat(schemas.stream().map(ConfigSchema::hash)).doesNotHaveDuplicates();
  }

  @Test
  void namesAreUniqueInAShape() {
    assertThatThrownBy(
            () -> new Shape(List.of(Field.required("a", TEXT), Field.required("a", TEXT))))
        .hasMessage("two fields are named 'a'");
  }

  @Test
  void aShapeIsOptionalIfAllOfItIs() {
    assertThat(new Shape(List.of(Field.required("a", TEXT))).isOptional()).isFalse();
    assertThat(new Shape(List.of(Field.optional("a", TEXT, ConfigTree.of("x")))).isOptional())
        .isTrue();
  }
}
