package io.dagwerk.protocol;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.dagwerk.protocol.v1.CommonProto.Error.Thrown;
import io.dagwerk.protocol.v1.CommonProto.MetadataValue;
import io.dagwerk.protocol.v1.EventProto;
import java.util.List;
import java.util.Set;

/// The rule that makes an event smaller: of what is there for people to read, the longest goes
/// first. What the engine goes by (names, keys, addresses, versions) is never touched. Pure.
final class ShortenedEvent {
  /// How long a text may be, in characters; the first with which the event fits is taken.
  private static final List<Integer> LONGEST = List.of(1 << 20, 1 << 17, 1 << 14, 1 << 11, 1 << 8);

  private static final Set<String> TEXTS = Set.of("message", "line", "reason", "description");

  private final int longest;

  private ShortenedEvent(int longest) {
    this.longest = longest;
  }

  /// @param event its bytes
  /// @param most how many bytes it should have
  /// @return what has more only when the texts in it are not the reason
  static byte[] of(byte[] event, int most) {
    Message whole;
    try {
      whole = EventProto.Event.parseFrom(event);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("expected an event, but found other bytes", e);
    }
    Message cut = whole;
    for (int longest : LONGEST) {
      cut = new ShortenedEvent(longest).of(whole);
      if (cut.getSerializedSize() <= most) {
        break;
      }
    }
    return cut.toByteArray();
  }

  private Message of(Message message) {
    if (message instanceof MetadataValue value) {
      return ofValue(value);
    }
    return ofFields(message instanceof Thrown thrown ? withFewerFrames(thrown) : message);
  }

  private Message ofFields(Message message) {
    Message.Builder shorter = message.toBuilder();
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (field.getJavaType() == JavaType.STRING && TEXTS.contains(field.getName())) {
            shorter.setField(field, cut((String) value));
          } else if (field.getJavaType() == JavaType.MESSAGE) {
            set(shorter, field, value);
          }
        });
    return shorter.build();
  }

  private void set(Message.Builder shorter, FieldDescriptor field, Object value) {
    shorter.setField(
        field,
        value instanceof List<?> list
            ? list.stream().map(each -> of((Message) each)).toList()
            : of((Message) value));
  }

  /// A text is cut; a value that would be none when it is cut gives way to a text.
  private MetadataValue ofValue(MetadataValue value) {
    if (value.hasText()) {
      return value.toBuilder().setText(cut(value.getText())).build();
    }
    if (value.hasMarkdown()) {
      return value.toBuilder().setMarkdown(cut(value.getMarkdown())).build();
    }
    int size = value.getSerializedSize();
    return size <= longest
        ? value
        : MetadataValue.newBuilder()
            .setText(
                "[a value of %,d bytes (%s) is missing here: it was too large to be recorded]"
                    .formatted(size, value.getKindCase()))
            .build();
  }

  private Thrown withFewerFrames(Thrown thrown) {
    int size = 0;
    for (int i = 0; i < thrown.getFramesCount(); i++) {
      size += thrown.getFrames(i).length();
      if (size > longest) {
        String missing = "[%,d frames are missing here]".formatted(thrown.getFramesCount() - i);
        List<String> kept = List.copyOf(thrown.getFramesList().subList(0, i));
        return thrown.toBuilder().clearFrames().addAllFrames(kept).addFrames(missing).build();
      }
    }
    return thrown;
  }

  private String cut(String text) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return "%s [%,d characters are missing here: it was too large to be recorded]"
        .formatted(text.substring(0, end), text.length() - end);
  }
}
