package io.dagwerk.execution.io;

import io.dagwerk.definitions.Type;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.TypeFactory;

/// Values as JSON documents and back, so that what is read equals what was written.
final class JsonValues {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      // Documents are our own: what could be written can be read.
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .annotationIntrospector(new SealedTypes())
          .addModule(
              new SimpleModule("dagwerk")
                  .addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class))
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private JsonValues() {}

  static void write(Type<?> type, Object value, OutputStream out, OutputAddress address)
      throws IOException {
    try {
      MAPPER.writerFor(javaType(type)).writeValue(out, value);
    } catch (JacksonException failed) {
      throw new IOException(
          ("%s of type %s cannot be written as JSON: %s; change the type, or name another IO manager"
                  + " with storedBy(...)")
              .formatted(address.described(), type, failed.getMessage()),
          failed);
    }
  }

  /// @param where what is being read, for the message of an error
  static Object read(Type<?> type, InputStream in, String where) throws IOException {
    try {
      return MAPPER.readerFor(javaType(type)).readValue(in);
    } catch (JacksonException failed) {
      throw new IOException(
          "%s cannot be read as %s: %s".formatted(where, type, failed.getMessage()), failed);
    }
  }

  private static JavaType javaType(Type<?> type) {
    TypeFactory types = MAPPER.getTypeFactory();
    return type.arguments().isEmpty()
        ? types.constructType(type.raw())
        : types.constructParametricType(
            type.raw(),
            type.arguments().stream().map(JsonValues::javaType).toArray(JavaType[]::new));
  }
}
