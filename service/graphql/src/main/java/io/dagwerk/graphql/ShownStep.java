package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A step of a run, with what the log of the run says of it, which is read when it is asked for,
/// once for all steps of a page.
record ShownStep(StoredStep stored, Supplier<RunStory> story) {
  /// Steps of one run.
  static List<ShownStep> of(List<StoredStep> steps, Supplier<RunStory> story) {
    Supplier<RunStory> once = new Once(story);
    return steps.stream().map(step -> new ShownStep(step, once)).toList();
  }

  static void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Step", ShownStep.class)
        .field("key", step -> step.stored().step())
        .field("status", step -> step.stored().state().status())
        .field("attempt", step -> step.stored().state().attempt())
        .field("reason", step -> step.stored().state().reason())
        .field("shortReason", step -> RunFields.shortReason(step.stored().state().reason()))
        .field("origin", step -> step.stored().state().origin())
        .field("began", step -> step.stored().began())
        .field("lastBegan", step -> step.stored().lastBegan())
        .field("ended", step -> step.stored().ended())
        .field("attempts", ShownStep::attempts)
        .field("ready", ShownStep::ready)
        .field("waitedFor", step -> step.told(RunStory.Told::waitedFor))
        .field("rootCause", step -> step.told(RunStory.Told::rootCause))
        .wire(wiring);
  }

  private List<RunStory.Attempt> attempts() {
    return told(told -> Optional.of(told.attempts())).orElse(List.of());
  }

  private Optional<Instant> ready() {
    return told(RunStory.Told::ready);
  }

  private <T> Optional<T> told(Function<RunStory.Told, Optional<T>> of) {
    return Optional.ofNullable(story.get().steps().get(stored.step())).flatMap(of);
  }

  /// Asks once, and then knows; also that there is no answer.
  private static final class Once implements Supplier<RunStory> {
    private final Supplier<RunStory> story;
    private Optional<RunStory> known = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Once(Supplier<RunStory> story) {
      this.story = story;
    }

    @Override
    public synchronized RunStory get() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (known.isEmpty()) {
        try {
          known = Optional.of(story.get());
        } catch (RuntimeException e) {
          failure = Optional.of(e);
          throw e;
        }
      }
      return known.get();
    }
  }
}
