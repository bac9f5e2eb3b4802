package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeTest {
  @Test
  void aTypeIsShownWithItsArguments() {
    assertThat(Type.of(int.class)).hasToString("Integer");
    assertThat(Type.listOf(Type.listOf(Integer.class))).hasToString("List<List<Integer>>");
    assertThat(Type.mapOf(Long.class)).hasToString("Map<String, Long>");
    assertThat(Type.optionalOf(Long.class)).hasToString("Optional<Long>");
  }

  @Test
  void anElementOfAnotherTypeIsNamedWithTheInnerType() throws Exception {
    assertThat(Type.listOf(Integer.class).examine(List.of(1, "a")))
        .isEqualTo(TypeCheck.failed("expected Integer, but found String 'a'"));
    assertThat(Type.mapOf(Integer.class).examine(Map.of("x", 1L)).description())
        .isEqualTo("expected Integer, but found Long '1'");
    assertThat(Type.optionalOf(Integer.class).examine(Optional.of("a")).passed()).isFalse();
    assertThat(Type.listOf(Type.listOf(Integer.class)).examine(List.of(List.of("a"))).passed())
        .isFalse();
  }

  @Test
  void aCheckLooksAtValuesOfTheTypeOnly() throws Exception {
    Type<Integer> percent =
        Type.of(Integer.class)
            .named("percent")
            .checkedBy(number -> TypeCheck.passedIf(number <= 100, "at most 100"));

    assertThat(percent.examine(7).passed()).isTrue();
    assertThat(percent.examine(101)).isEqualTo(TypeCheck.failed("expected at most 100"));
    assertThat(percent.examine("7"))
        .isEqualTo(TypeCheck.failed("expected percent, but found String '7'"));
  }

  @Test
  void aLongValueIsShortenedInAMessage() {
    assertThatThrownBy(() -> Type.of(Integer.class).cast("x".repeat(1000)))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("expected Integer, but found String '" + "x".repeat(80) + "...'");
  }

  @Test
  void aTypeIsCustomWhenItSaysMoreThanJava() {
    assertThat(Type.of(String.class).named("name").describedAs("a name").isCustom()).isFalse();
    assertThat(Type.of(String.class).checkedBy(text -> TypeCheck.success()).isCustom()).isTrue();
    assertThat(Type.of(String.class).loadedBy(String.class, text -> text).isCustom()).isTrue();
  }
}
