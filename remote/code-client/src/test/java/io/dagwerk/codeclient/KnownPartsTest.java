package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How large what a location defines may be.
class KnownPartsTest {
  private static final int LIMIT = 1_000_000;

  private final KnownParts parts =
      new KnownParts(SizeLimits.DEFAULT.with(SizeLimit.DEFINITIONS, LIMIT));

  private static DescribeReply head() {
    return DescribeReply.newBuilder()
        .setHead(DescribeReply.Head.newBuilder().setVersion(Protocol.version()).setName("pipeline"))
        .build();
  }

  private static DescribeReply content(int bytes) {
    return DescribeReply.newBuilder()
        .setContents(
            DescribeReply.Contents.newBuilder()
                .addContents(
                    DescribeReply.Content.newBuilder()
                        .setHash("hash of " + bytes)
                        .setBytes(ByteString.copyFrom(new byte[bytes]))))
        .build();
  }

  private static ErrorInfo error(Answer<LocationSnapshot> answer) {
    return ((Answer.Missing<LocationSnapshot>) answer).error();
  }

  @Test
  void definitionsThatAreTooLargeAreAnErrorThatTellsTheirSizeAndTheSetting() {
    List<DescribeReply> replies = new ArrayList<>(List.of(head()));
    for (int i = 0; i < 30; i++) {
      replies.add(content(100_000 + i));
    }

    assertThat(error(parts.read(replies.iterator())).message())
        .isEqualTo(
            "what it defines has 3,000,435 bytes, but limits.definitions is 1,000,000; give less, or raise that setting of dagwerk.yaml");
    assertThat(parts.request().getKnownList()).isEmpty();
  }

  @Test
  void definitionsWithinTheLimitAreRead() {
    Answer<LocationSnapshot> answer = parts.read(List.of(head(), content(LIMIT)).iterator());

    assertThat(((Answer.Given<LocationSnapshot>) answer).value().name()).isEqualTo("pipeline");
  }

  @Test
  void aDefinitionThatNoMessageHasRoomForIsToldWithTheSettingToo() {
    Iterator<DescribeReply> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            throw Status.RESOURCE_EXHAUSTED
                .withDescription("message too large")
                .asRuntimeException();
          }

          @Override
          public DescribeReply next() {
            throw new AssertionError("there is none");
          }
        };

    assertThat(error(parts.read(broken)).message())
        .contains("limits.definitions is 1,000,000 (message too large)");
  }
}
