package io.dagwerk.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.Completed;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.codeclient.Validated;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationGrpc.CodeLocationBlockingStub;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WatchWorkersRequest;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.testsupport.Covers;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What a code server answers. It serves the location `conformance`, which the guide to other
/// languages describes.
@TestInstance(Lifecycle.PER_CLASS)
abstract class QuestionsContract {
  private static final Instant MIDNIGHT = Instant.parse("2001-01-15T00:00:00Z");
  private static final UnknownFieldSet LATER =
      UnknownFieldSet.newBuilder()
          .addField(
              4711, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("later")).build())
          .build();

  private final CodeServers.Starter starter;
  private Instance instance;

  QuestionsContract(CodeServers.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  void start() throws Exception {
    instance = new Instance(starter);
    // What follows may measure time: it is connected, and the code is loaded.
    assertThat(instance.snapshot().name()).isEqualTo("conformance");
  }

  @AfterAll
  void stop() {
    instance.close();
  }

  @Test
  @Covers("S4.2")
  void theLocationIsDescribed() {
    assertThat(instance.snapshot().jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.name()).isEqualTo("greet");
          assertThat(job.modes()).containsExactly("default");
          assertThat(job.nodes()).extracting(node -> node.name()).containsExactly("hello", "tell");
        });
    assertThat(instance.snapshot().schedules())
        .extracting(schedule -> schedule.name())
        .containsExactly("daily", "endless");
    assertThat(instance.plan().codeVersion()).isEqualTo(instance.snapshot().codeVersion());
  }

  @Test
  void aPartIsKnownByItsHashAndNotSentAgain() {
    DescribeRequest.Builder request = DescribeRequest.newBuilder().setVersion(Protocol.version());
    List<DescribeReply> first = described(request);
    List<String> hashes = hashes(first);
    assertThat(contents(first))
        .extracting(DescribeReply.Content::getHash)
        .containsExactlyInAnyOrderElementsOf(hashes)
        .doesNotHaveDuplicates();
    List<DescribeReply> second = described(request.addAllKnown(hashes));
    assertThat(hashes(second)).isEqualTo(hashes);
    assertThat(contents(second)).isEmpty();
  }

  private List<DescribeReply> described(DescribeRequest.Builder request) {
    List<DescribeReply> replies = new ArrayList<>();
    instance.asked().describe(request.build()).forEachRemaining(replies::add);
    return replies;
  }

  private static List<String> hashes(List<DescribeReply> replies) {
    return replies.stream()
        .flatMap(reply -> reply.getParts().getPartsList().stream())
        .map(DescribeReply.Part::getHash)
        .toList();
  }

  private static List<DescribeReply.Content> contents(List<DescribeReply> replies) {
    return replies.stream()
        .flatMap(reply -> reply.getContents().getContentsList().stream())
        .toList();
  }

  private static Status refused(Supplier<Object> call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
    assertThat(refused).as("the call should be refused").isNotNull();
    return refused.getStatus();
  }

  @Test
  @Covers("S4.3")
  void aHostOfAnotherMajorVersionIsRefusedWithBothNamed() {
    ProtocolVersion other = ProtocolVersion.newBuilder().setMajor(2).setMinor(7).build();
    Status status = refused(() -> described(DescribeRequest.newBuilder().setVersion(other)));
    assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(status.getDescription()).contains("2.7", "1.");
  }

  @Test
  void aHostOfALaterMinorVersionIsServed() {
    ProtocolVersion later =
        ProtocolVersion.newBuilder().setMajor(Protocol.MAJOR).setMinor(4711).build();
    assertThat(hashes(described(DescribeRequest.newBuilder().setVersion(later)))).isNotEmpty();
  }

  @Test
  @Covers("S4.3")
  void fieldsOfALaterVersionAreIgnored() {
    CodeLocationBlockingStub asked = instance.asked();
    DescribeRequest.Builder describe =
        DescribeRequest.newBuilder().setVersion(Protocol.version()).setUnknownFields(LATER);
    assertThat(hashes(described(describe))).isNotEmpty();
    assertThat(
            asked
                .completeRun(
                    CompleteRunRequest.newBuilder().setJob("greet").setUnknownFields(LATER).build())
                .getProblemsList())
        .isEmpty();
    assertThat(
            asked
                .evaluateMappings(
                    EvaluateMappingsRequest.newBuilder()
                        .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                        .setUnknownFields(LATER)
                        .build())
                .next()
                .hasPiece())
        .isTrue();
    assertThat(
            asked
                .evaluate(
                    EvaluateRequest.newBuilder()
                        .setSchedule("daily")
                        .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                        .setUnknownFields(LATER)
                        .build())
                .getEvaluation()
                .isEmpty())
        .isFalse();
  }

  @Test
  void nobodyIsAnsweredWhoDoesNotShowTheSecret() {
    List<Function<CodeLocationBlockingStub, Object>> calls =
        List.of(
            to -> to.describe(DescribeRequest.getDefaultInstance()).hasNext(),
            to -> to.completeRun(CompleteRunRequest.getDefaultInstance()),
            to -> to.validateRun(ValidateRunRequest.getDefaultInstance()),
            to -> to.evaluateMappings(EvaluateMappingsRequest.getDefaultInstance()).hasNext(),
            to -> to.evaluate(EvaluateRequest.getDefaultInstance()),
            to -> to.launchWorker(LaunchWorkerRequest.getDefaultInstance()),
            to -> to.stopWorker(StopWorkerRequest.getDefaultInstance()),
            to -> to.watchWorkers(WatchWorkersRequest.getDefaultInstance()).hasNext());
    CodeLocationBlockingStub guessing =
        instance.raw().withInterceptors(HostSecret.of("guessed").shown());
    for (Function<CodeLocationBlockingStub, Object> call : calls) {
      for (CodeLocationBlockingStub stranger : List.of(instance.raw(), guessing)) {
        assertThat(refused(() -> call.apply(stranger)).getCode())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    }
  }

  @Test
  void aRunIsCompletedWithItsModeAndKeepsWhatWasSaid() {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("owner", "ann");
    RunParts asked =
        new RunParts(
            "greet",
            Optional.empty(),
            Optional.empty(),
            Instance.config("name", "Ann"),
            Optional.of("hello"),
            tags);
    assertThat(instance.location().complete(asked, Instance.PATIENCE).find())
        .contains(
            new Completed.Complete(
                new RunParts(
                    "greet",
                    Optional.empty(),
                    Optional.of("default"),
                    Instance.config("name", "Ann"),
                    Optional.of("hello"),
                    tags)));
  }

  @Test
  void aJobThatThereIsNotIsRefusedByName() {
    assertThat(instance.location().complete(RunParts.of("greed"), Instance.PATIENCE).find())
        .hasValueSatisfying(completed ->
            assertThat(completed)
                .isInstanceOfSatisfying(
                    Completed.Refused.class,
                    refused ->
                        assertThat(refused.problems())
                            .singleElement()
                            .asString()
                            .contains("greed", "greet")));
  }

  private Validated validated(Plan plan, ConfigTree config) {
    return instance
        .location()
        .validate(plan, "default", config, Instance.PATIENCE)
        .find()
        .orElseThrow();
  }

  @Test
  void configThatFitsIsValid() {
    assertThat(validated(instance.plan(), Instance.config("mood", "wait")))
        .isEqualTo(new Validated.Valid(VersionInputs.NONE));
    assertThat(validated(instance.plan(), ConfigTree.empty())).isInstanceOf(Validated.Valid.class);
  }

  @Test
  void allThatIsWrongWithTheConfigIsSaidAtOnce() {
    ConfigTree config = Instance.config("mood", "angry").merge(Instance.config("nam", "Ann"));
    assertThat(validated(instance.plan(), config))
        .isInstanceOfSatisfying(
            Validated.Refused.class,
            refused -> {
              assertThat(refused.problems()).hasSize(2);
              assertThat(refused.problems()).anyMatch(problem -> problem.contains("angry"));
              assertThat(refused.problems()).anyMatch(problem -> problem.contains("nam"));
            });
  }

  @Test
  void aPlanOfOtherCodeIsRefusedWithBothVersions() {
    Plan plan = instance.plan();
    Plan other =
        new Plan(
            plan.job(), "another version", plan.steps(), plan.reusedInstances(), plan.versions());
    assertThat(validated(other, ConfigTree.empty()))
        .isInstanceOfSatisfying(
            Validated.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .contains("another version", plan.codeVersion()));
  }

  private Evaluation evaluated(String schedule, Duration timeout) {
    return instance.location().evaluateSchedule(schedule, MIDNIGHT, ConfigTree.empty(), timeout);
  }

  @Test
  void aScheduleIsAskedAboutItsTime() {
    assertThat(evaluated("daily", Instance.PATIENCE))
        .isInstanceOfSatisfying(
            Evaluation.Requested.class,
            requested ->
                assertThat(requested.runs())
                    .singleElement()
                    .satisfies(run -> {
                      assertThat(run.key()).contains("2001-01-15");
                      assertThat(run.target())
                          .isEqualTo(new LaunchRun.Target.OfJob("greet", Optional.empty()));
                    }));
  }

  @Test
  void aScheduleThatTakesTooLongIsAFailedEvaluationThatNamesIt() {
    assertThat(evaluated("endless", Duration.ofMillis(500)))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.error().message()).contains("'endless'", "timeout", "0.5"));
    assertThat(evaluated("daily", Instance.PATIENCE)).isInstanceOf(Evaluation.Requested.class);
  }

  @Test
  void aScheduleThatThereIsNotIsAFailedEvaluationThatNamesIt() {
    assertThat(evaluated("hourly", Instance.PATIENCE))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.error().message()).contains("no schedule 'hourly'"));
  }

  @Test
  void aLocationWithoutMappingsOfUsersHasNoneEvaluated() {
    Moment now = Moment.at(MIDNIGHT);
    assertThat(
            instance
                .location()
                .evaluateMappings(Optional.of("greet"), now, Instance.PATIENCE)
                .find())
        .hasValueSatisfying(mappings -> assertThat(mappings).isEmpty());
    assertThat(instance.location().evaluateMappings(Optional.of("greed"), now, Instance.PATIENCE))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.error().message()).contains("greed"));
  }

  @Test
  void aQuestionThatMakesNoSenseIsRefusedAndHurtsNoOther() {
    assertThat(
            refused(() -> instance.asked().evaluate(EvaluateRequest.getDefaultInstance()))
                .getCode())
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    ValidateRunRequest unreadable =
        ValidateRunRequest.newBuilder()
            .setPlan(ByteString.copyFrom(new byte[] {10, 100, 1}))
            .build();
    assertThat(refused(() -> instance.asked().validateRun(unreadable)).isOk()).isFalse();
    assertThat(instance.snapshot().jobs()).hasSize(1);
  }
}
