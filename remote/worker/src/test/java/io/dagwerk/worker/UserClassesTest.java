package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserClassesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.String",
        "java.sql.Connection",
        "io.dagwerk.model.Event",
        "io.dagwerk.config.Config",
        "io.dagwerk.definitions.Asset",
        "org.slf4j.LoggerFactory",
        "org.jspecify.annotations.Nullable"
      })
  void whatUserCodeMayImportIsTheSameForIt(String name) throws Exception {
    try (UserClasses classes = UserClasses.of(List.of())) {
      assertThat(classes.loadClass(name)).isSameAs(Class.forName(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.google.protobuf.Message",
        "io.grpc.ManagedChannel",
        "io.netty.buffer.ByteBuf",
        "tools.jackson.databind.ObjectMapper",
        "com.google.common.collect.ImmutableList",
        "io.dagwerk.execution.LocalRuns",
        "io.dagwerk.protocol.EventCodec",
        "io.dagwerk.worker.WorkerMain"
      })
  void whatWeRunOnDoesNotExistForUserCode(String name) throws IOException {
    try (UserClasses classes = UserClasses.of(List.of())) {
      assertThatThrownBy(() -> classes.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
      assertThat(classes.getResource(name.replace('.', '/') + ".class")).isNull();
    }
  }

  @Test
  void servicesOfOursAreNotFoundByUserCode() throws IOException {
    try (UserClasses classes = UserClasses.of(List.of())) {
      assertThat(
              classes
                  .getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")
                  .hasMoreElements())
          .isFalse();
      assertThat(classes.getResource("META-INF/services/io.grpc.ManagedChannelProvider")).isNull();
    }
  }
}
