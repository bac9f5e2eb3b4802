package io.dagwerk.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The constants of the model and those of the protocol, by their names: `WARN` and `LEVEL_WARN`.
///
/// @param <M> the enum of the model
/// @param <P> the enum of the protocol
final class EnumTable<M extends Enum<M>, P extends Enum<P>> {
  private final Map<M, P> messages;
  private final Map<P, M> values;
  private final String name;

  private EnumTable(Map<M, P> messages, Map<P, M> values, String name) {
    this.messages = messages;
    this.values = values;
    this.name = name;
  }

  /// @throws IllegalArgumentException when the protocol lacks a constant of the model
  static <M extends Enum<M>, P extends Enum<P>> EnumTable<M, P> of(
      Class<M> model, Class<P> protocol, String prefix) {
    Map<M, P> messages = new EnumMap<>(model);
    Map<P, M> values = new EnumMap<>(protocol);
    for (M value : model.getEnumConstants()) {
      P message = Enum.valueOf(protocol, prefix + value.name());
      messages.put(value, message);
      values.put(message, value);
    }
    return new EnumTable<>(messages, values, model.getSimpleName());
  }

  P to(M value) {
    return Optional.ofNullable(messages.get(value)).orElseThrow();
  }

  /// Empty for a constant that this version does not know.
  Optional<M> find(P message) {
    return Optional.ofNullable(values.get(message));
  }

  /// @throws UnreadableMessage for a constant that this version does not know
  M from(P message) {
    return find(message)
        .orElseThrow(
            () -> new UnreadableMessage("%s does not know '%s'".formatted(name, message.name())));
  }
}
