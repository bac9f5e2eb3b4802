package io.dagwerk.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.dagwerk.model.ConfigTree;
import java.time.DateTimeException;
import java.util.function.Function;

/// Reads whole messages from bytes.
final class Messages {
  /// A level of a config document is three messages.
  private static final int DEEPEST = 4 * ConfigTree.DEEPEST;

  private Messages() {}

  /// @param name of the message, for the error
  /// @throws UnreadableMessage when the bytes are none, or the values in it are not possible
  static <M extends MessageLite, T> T read(
      byte[] bytes, String name, Parser<M> parser, Function<M, T> read) {
    CodedInputStream input = CodedInputStream.newInstance(bytes);
    input.setRecursionLimit(DEEPEST);
    try {
      return read.apply(parser.parseFrom(input));
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableMessage(
          "%d bytes that are no %s: %s".formatted(bytes.length, name, e.getMessage()), e);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new UnreadableMessage("a %s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
