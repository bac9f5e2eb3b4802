package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainSecretsTest {
  private static final ConfigSchema SECRET = new ConfigSchema.Secret();
  private static final ConfigSchema TEXT = new ConfigSchema.Text();
  private static final ConfigSchema.Shape DOOR =
      new ConfigSchema.Shape(
          List.of(Field.required("password", SECRET), Field.required("name", TEXT)));

  private static List<String> in(ConfigSchema schema, Object document) {
    return PlainSecrets.in(schema, ConfigTree.of(document));
  }

  @Test
  void aSecretThatIsWrittenDownIsFoundWhereverItStands() {
    assertThat(in(DOOR, Map.of("password", "opensesame", "name", "front")))
        .containsExactly("password");
    assertThat(in(new ConfigSchema.ListOf(DOOR), List.of(Map.of("password", 7))))
        .containsExactly("[0].password");
    assertThat(
            in(
                new ConfigSchema.MapOf(new ConfigSchema.Nullable(DOOR)),
                Map.of("front", Map.of("password", "opensesame"))))
        .containsExactly("front.password");
    assertThat(
            in(
                new ConfigSchema.Selector(List.of(new ConfigSchema.Alternative("by", DOOR, ""))),
                Map.of("by", Map.of("password", "opensesame"))))
        .containsExactly("by.password");
  }

  @Test
  void theNameOfAVariableIsNone() {
    assertThat(in(DOOR, Map.of("password", Map.of("env", "PASSWORD"), "name", "front"))).isEmpty();
    assertThat(in(new ConfigSchema.Nullable(SECRET), ConfigTree.nothing())).isEmpty();
  }

  @Test
  void whatDoesNotFitHoldsNone() {
    assertThat(in(DOOR, Map.of("pasword", "opensesame"))).isEmpty();
    assertThat(in(DOOR, "opensesame")).isEmpty();
    assertThat(in(new ConfigSchema.Anything(), Map.of("password", "opensesame"))).isEmpty();
  }
}
