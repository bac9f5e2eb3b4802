package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.protocol.v1.ConfigProto;

/// Config schemas as messages, and back.
final class ConfigSchemaCodec {
  private static final EnumTable<ConfigSchema.Format, ConfigProto.ConfigSchema.Format> FORMATS =
      EnumTable.of(ConfigSchema.Format.class, ConfigProto.ConfigSchema.Format.class, "FORMAT_");

  private ConfigSchemaCodec() {}

  static ConfigProto.ConfigSchema toMessage(ConfigSchema schema) {
    ConfigProto.ConfigSchema.Builder message = ConfigProto.ConfigSchema.newBuilder();
    switch (schema) {
      case ConfigSchema.WholeNumber(long least, long most) ->
          message.setWholeNumber(
              ConfigProto.ConfigSchema.WholeNumber.newBuilder().setLeast(least).setMost(most));
      case ConfigSchema.DecimalNumber _ ->
          message.setDecimalNumber(ConfigProto.ConfigSchema.DecimalNumber.getDefaultInstance());
      case ConfigSchema.Truth _ ->
          message.setTruth(ConfigProto.ConfigSchema.Truth.getDefaultInstance());
      case ConfigSchema.Text _ ->
          message.setText(ConfigProto.ConfigSchema.Text.getDefaultInstance());
      case ConfigSchema.Formatted(var format) -> message.setFormatted(FORMATS.to(format));
      case ConfigSchema.Secret _ ->
          message.setSecret(ConfigProto.ConfigSchema.Secret.getDefaultInstance());
      case ConfigSchema.Enumeration(var values) ->
          message.setEnumeration(
              ConfigProto.ConfigSchema.Enumeration.newBuilder().addAllValues(values));
      case ConfigSchema.ListOf(var item) -> message.setListOf(toMessage(item));
      case ConfigSchema.MapOf(var value) -> message.setMapOf(toMessage(value));
      case ConfigSchema.Shape shape -> message.setShape(toMessage(shape));
      case ConfigSchema.Selector selector -> message.setSelector(toMessage(selector));
      case ConfigSchema.Nullable(var inner) -> message.setNullable(toMessage(inner));
      case ConfigSchema.Anything _ ->
          message.setAnything(ConfigProto.ConfigSchema.Anything.getDefaultInstance());
    }
    return message.build();
  }

  static ConfigSchema fromMessage(ConfigProto.ConfigSchema message) {
    return switch (message.getKindCase()) {
      case WHOLE_NUMBER ->
          new ConfigSchema.WholeNumber(
              message.getWholeNumber().getLeast(), message.getWholeNumber().getMost());
      case DECIMAL_NUMBER -> new ConfigSchema.DecimalNumber();
      case TRUTH -> new ConfigSchema.Truth();
      case TEXT -> new ConfigSchema.Text();
      case FORMATTED -> new ConfigSchema.Formatted(FORMATS.from(message.getFormatted()));
      case SECRET -> new ConfigSchema.Secret();
      case ENUMERATION -> new ConfigSchema.Enumeration(message.getEnumeration().getValuesList());
      case LIST_OF -> new ConfigSchema.ListOf(fromMessage(message.getListOf()));
      case MAP_OF -> new ConfigSchema.MapOf(fromMessage(message.getMapOf()));
      case SHAPE -> fromMessage(message.getShape());
      case SELECTOR ->
          new ConfigSchema.Selector(
              all(
                  message.getSelector().getAlternativesList(),
                  it ->
                      new ConfigSchema.Alternative(
                          it.getName(), fromMessage(it.getShape()), it.getDoc())));
      case NULLABLE -> new ConfigSchema.Nullable(fromMessage(message.getNullable()));
      case ANYTHING -> new ConfigSchema.Anything();
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("ConfigSchema");
    };
  }

  private static ConfigProto.ConfigSchema.Shape toMessage(ConfigSchema.Shape shape) {
    ConfigProto.ConfigSchema.Shape.Builder message = ConfigProto.ConfigSchema.Shape.newBuilder();
    shape.fields().forEach(field -> message.addFields(toMessage(field)));
    return message.build();
  }

  private static ConfigSchema.Shape fromMessage(ConfigProto.ConfigSchema.Shape message) {
    return new ConfigSchema.Shape(all(message.getFieldsList(), ConfigSchemaCodec::fromMessage));
  }

  private static ConfigProto.ConfigSchema.Selector toMessage(ConfigSchema.Selector selector) {
    ConfigProto.ConfigSchema.Selector.Builder message =
        ConfigProto.ConfigSchema.Selector.newBuilder();
    selector
        .alternatives()
        .forEach(alternative ->
            message.addAlternatives(
                ConfigProto.ConfigSchema.Alternative.newBuilder()
                    .setName(alternative.name())
                    .setShape(toMessage(alternative.shape()))
                    .setDoc(alternative.doc())));
    return message.build();
  }

  private static ConfigProto.ConfigSchema.Field toMessage(ConfigSchema.Field field) {
    ConfigProto.ConfigSchema.Field.Builder message =
        ConfigProto.ConfigSchema.Field.newBuilder()
            .setName(field.name())
            .setSchema(toMessage(field.schema()))
            .setDoc(field.doc());
    field.fallback().ifPresent(tree -> message.setFallback(ConfigCodec.toMessage(tree)));
    field
        .lifecycle()
        .formerNames()
        .forEach(former ->
            message.addFormerNames(
                ConfigProto.ConfigSchema.FormerName.newBuilder()
                    .setName(former.name())
                    .setSince(former.since())
                    .setUntil(former.until())
                    .setHasEnded(former.hasEnded())));
    field
        .lifecycle()
        .deprecation()
        .ifPresent(mark ->
            message.setDeprecation(
                ConfigProto.ConfigSchema.Deprecation.newBuilder()
                    .setSince(mark.since())
                    .setForRemoval(mark.forRemoval())));
    return message.build();
  }

  private static ConfigSchema.Field fromMessage(ConfigProto.ConfigSchema.Field message) {
    return new ConfigSchema.Field(
        message.getName(),
        fromMessage(message.getSchema()),
        optional(message::hasFallback, message::getFallback, ConfigCodec::fromMessage),
        message.getDoc(),
        new ConfigSchema.Lifecycle(
            all(
                message.getFormerNamesList(),
                it ->
                    new ConfigSchema.FormerName(
                        it.getName(), it.getSince(), it.getUntil(), it.getHasEnded())),
            optional(
                message::hasDeprecation,
                message::getDeprecation,
                it -> new ConfigSchema.Deprecation(it.getSince(), it.getForRemoval()))));
  }
}
