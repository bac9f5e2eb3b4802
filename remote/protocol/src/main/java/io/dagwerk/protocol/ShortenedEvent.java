package io.dagwerk.protocol;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.dagwerk.protocol.v1.CommonProto.Error.Thrown;
import io.dagwerk.protocol.v1.CommonProto.Metadata;
import io.dagwerk.protocol.v1.CommonProto.MetadataEntry;
import io.dagwerk.protocol.v1.CommonProto.MetadataValue;
import io.dagwerk.protocol.v1.EventProto;
import java.util.List;
import java.util.Set;

/// The rule that makes an event smaller: of what is there for people to read, the longest goes
/// first. What the engine goes by (names, keys, addresses, versions) is never touched. Pure.
final class ShortenedEvent {
  /// How long a text may be, in characters; the first with which the event fits is taken.
  private static final List<Integer> LONGEST =
      List.of(1 << 20, 1 << 18, 1 << 16, 1 << 14, 1 << 12, 1 << 10, 1 << 8);

  /// The name of the fact that says how many are missing.
  private static final String MISSING_FACTS = "[missing]";

  private static final Set<String> TEXTS = Set.of("message", "line", "reason", "description");

  private final int longest;
  private final long room;

  /// @param longest how long a text may be, in characters
  /// @param room for all facts, in bytes
  private ShortenedEvent(int longest, long room) {
    this.longest = longest;
    this.room = room;
  }

  /// @param event its bytes
  /// @param most how many bytes it should have
  /// @return what has more only when the texts in it are not the reason
  /// @throws UnreadableMessage when they are no event
  static byte[] of(byte[] event, long most) {
    Message whole;
    try {
      whole = EventProto.Event.parseFrom(event);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableMessage(
          "%d bytes that are no Event: %s".formatted(event.length, e.getMessage()), e);
    }
    for (int longest : LONGEST) {
      Message cut = new ShortenedEvent(longest, Long.MAX_VALUE).of(whole);
      if (cut.getSerializedSize() <= most) {
        return cut.toByteArray();
      }
    }
    return new ShortenedEvent(LONGEST.getLast(), most / 2).of(whole).toByteArray();
  }

  private Message of(Message message) {
    if (message instanceof MetadataValue value) {
      return ofValue(value);
    }
    return switch (message) {
      case Metadata metadata -> ofFields(withFewerFacts(metadata));
      case Thrown thrown -> ofFields(withFewerFrames(thrown));
      default -> ofFields(message);
    };
  }

  private Metadata withFewerFacts(Metadata metadata) {
    long size = 0;
    for (int i = 0; i < metadata.getEntriesCount(); i++) {
      size +=
          metadata.getEntries(i).getName().length()
              + (long) of(metadata.getEntries(i).getValue()).getSerializedSize();
      if (size > room) {
        String missing =
            "[%,d facts are missing here: they were too large to be recorded]"
                .formatted(metadata.getEntriesCount() - i);
        return Metadata.newBuilder()
            .addAllEntries(metadata.getEntriesList().subList(0, i))
            .addEntries(
                MetadataEntry.newBuilder()
                    .setName(MISSING_FACTS)
                    .setValue(MetadataValue.newBuilder().setText(missing)))
            .build();
      }
    }
    return metadata;
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
