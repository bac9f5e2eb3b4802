package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProtocolBreaksTest {
  private static final String SAVE =
      "save it with: cp remote/protocol/target/descriptors.binpb remote/protocol/saved.binpb";

  private static FileDescriptorSet read(String file) throws IOException {
    return FileDescriptorSet.parseFrom(Files.readAllBytes(Path.of(file)));
  }

  @Test
  void thoseWhoSpeakTheSavedProtocolAreUnderstood() throws IOException {
    FileDescriptorSet saved = read("saved.binpb");
    FileDescriptorSet now = read("target/descriptors.binpb");
    assertThat(ProtocolBreaks.between(saved, now)).isEmpty();
    assertThat(ProtocolBreaks.additions(saved, now)).as(SAVE).isEmpty();
  }

  @Test
  void aFieldThatIsGoneIsABreak() throws IOException {
    assertThat(breaks(message -> message.removeField(1)))
        .containsExactly(
            "dagwerk.v1.StepKey field 2 was 'keys' of TYPE_STRING, repeated, and is gone");
  }

  @Test
  void aFieldThatIsReservedWhenItGoesIsNoBreak() throws IOException {
    assertThat(
            breaks(message ->
                message
                    .removeField(1)
                    .addReservedRange(
                        DescriptorProto.ReservedRange.newBuilder().setStart(2).setEnd(3))))
        .isEmpty();
  }

  @Test
  void aFieldOfAnotherTypeIsABreak() throws IOException {
    assertThat(
            breaks(message ->
                message.getFieldBuilder(0).setType(FieldDescriptorProto.Type.TYPE_INT64)))
        .containsExactly(
            "dagwerk.v1.StepKey field 1 was 'node' of TYPE_STRING, and is 'node' of TYPE_INT64");
  }

  @Test
  void aFieldWithTheNumberOfAnotherIsABreak() throws IOException {
    assertThat(breaks(message -> message.getFieldBuilder(1).setNumber(3))).hasSize(1);
  }

  @Test
  void aFurtherFieldIsNoBreak() throws IOException {
    assertThat(
            breaks(message ->
                message.addField(
                    FieldDescriptorProto.newBuilder()
                        .setName("more")
                        .setNumber(9)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING))))
        .isEmpty();
  }

  @Test
  void aConstantThatIsGoneIsABreak() {
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setPackage("dagwerk.v1");
    EnumDescriptorProto.Builder level = file.addEnumTypeBuilder().setName("Level");
    level.addValueBuilder().setName("LEVEL_INFO").setNumber(1);
    FileDescriptorSet saved = FileDescriptorSet.newBuilder().addFile(file).build();
    level.getValueBuilder(0).setName("LEVEL_WARN");
    FileDescriptorSet now = FileDescriptorSet.newBuilder().addFile(file).build();
    assertThat(ProtocolBreaks.between(saved, now))
        .containsExactly("dagwerk.v1.Level constant 1 was 'LEVEL_INFO', and is 'LEVEL_WARN'");
  }

  /// What a change of the message StepKey breaks.
  private static List<String> breaks(Consumer<DescriptorProto.Builder> change) throws IOException {
    FileDescriptorSet saved = read("saved.binpb");
    FileDescriptorSet.Builder now = saved.toBuilder();
    for (FileDescriptorProto.Builder file : now.getFileBuilderList()) {
      for (DescriptorProto.Builder message : file.getMessageTypeBuilderList()) {
        if (message.getName().equals("StepKey")) {
          change.accept(message);
        }
      }
    }
    return ProtocolBreaks.between(saved, now.build());
  }
}
