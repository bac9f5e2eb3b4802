package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Logged;
import io.dagwerk.model.Event.Printed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

class PrintTest {
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @BeforeEach
  void watchTheTerminal() {
    System.setOut(new PrintStream(terminal, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveItBack() {
    System.setOut(before);
  }

  private static Result run(Job job, Resource<?>... resources) {
    List<Definition> all = new ArrayList<>(List.of(resources));
    all.add(job);
    LocalRuns runs =
        new LocalRuns("test", Definitions.of(all), LocalOptions.inMemory().capturingPrints());
    return new Result(runs.run(Launch.of(job.name())));
  }

  private static List<String> lines(Result result, String step) {
    return result.events(Printed.class).stream()
        .filter(printed -> printed.step().map(Object::toString).orElse("").equals(step))
        .map(Printed::line)
        .toList();
  }

  @Test
  void whatParallelStepsPrintIsEachStepsOwn() {
    CyclicBarrier together = new CyclicBarrier(2);
    Job job =
        Job.named("print")
            .running(graph -> {
              for (String name : List.of("a", "b")) {
                graph
                    .op(name)
                    .doing(() -> {
                      for (int i = 0; i < 50; i++) {
                        together.await();
                        System.out.print(name);
                        System.out.println(" " + i);
                      }
                    });
              }
            });

    Result result = run(job);

    for (String name : List.of("a", "b")) {
      assertThat(lines(result, name))
          .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> name + " " + i).toList());
    }
    assertThat(terminal.size()).isZero();
  }

  @Test
  void bothStreamsAreToldApartAndALastLineNeedsNoBreak() {
    Job job =
        Job.named("print")
            .running(graph ->
                graph
                    .op("work")
                    .doing(() -> {
                      System.out.print("héllo\nrest");
                      System.err.println("trouble");
                    }));

    Result result = run(job);

    assertThat(result.events(Printed.class))
        .extracting(Printed::stream, Printed::line)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Event.Stream.STDOUT, "héllo"),
            org.assertj.core.groups.Tuple.tuple(Event.Stream.STDERR, "trouble"),
            org.assertj.core.groups.Tuple.tuple(Event.Stream.STDOUT, "rest"));
  }

  @Test
  void threadsThatAStepStartsPrintForIt() {
    Job job =
        Job.named("print")
            .running(graph ->
                graph
                    .op("work")
                    .doing(() -> {
                      Thread.ofPlatform().start(() -> System.out.println("platform")).join();
                      Thread.ofVirtual().start(() -> System.out.println("virtual")).join();
                    }));

    assertThat(lines(run(job), "work")).containsExactly("platform", "virtual");
  }

  @Test
  void whatAListenerPrintsIsNoEventButGoesToTheTerminal() {
    Job job =
        Job.named("print").running(graph -> graph.op("work").doing(() -> System.out.println("a")));
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(job)), LocalOptions.inMemory().capturingPrints());

    Result result =
        new Result(
            runs.run(
                Launch.of("print")
                    .listening(heard -> {
                      if (heard.event() instanceof Printed printed) {
                        System.out.println("heard " + printed.line());
                      }
                    })));

    assertThat(result.events(Printed.class)).extracting(Printed::line).containsExactly("a");
    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("heard a\n");
  }

  @Test
  void whatAListenerLogsForAStepIsRecordedButNotToldToIt() {
    AtomicReference<Logger> log = new AtomicReference<>(NOPLogger.NOP_LOGGER);
    List<String> heard = new ArrayList<>();
    Job job =
        Job.named("log")
            .running(graph ->
                graph
                    .op("work")
                    .from(Input.context())
                    .doing(context -> {
                      log.set(context.log());
                      context.log().info("a");
                    }));

    Result result =
        JobRun.of(job)
            .listening(recorded -> {
              if (recorded.event() instanceof Logged logged) {
                heard.add(logged.message());
                log.get().info("heard {}", logged.message());
              }
            })
            .run();

    assertThat(heard).containsExactly("a");
    assertThat(result.events(Logged.class))
        .extracting(Logged::message)
        .containsExactly("a", "heard a");
  }

  @Test
  void whatNobodyPrintsGoesToTheTerminal() {
    run(Job.named("print").running(graph -> graph.op("work").doing(() -> {})));

    System.out.println("of no step");

    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("of no step\n");
  }

  @Test
  void whatAResourcePrintsBelongsToTheRunAndWhatAHookPrintsToTheStep() {
    Resource<String> chatty =
        Resource.named("chatty", String.class)
            .closing(_ -> System.out.println("closing"))
            .by(() -> {
              System.out.println("opening");
              return "open";
            });
    Hook hook = Hook.named("hook").by(_ -> System.out.print("hooked"));
    Job job =
        Job.named("print")
            .onSuccess(hook)
            .running(
                graph -> graph.op("work").from(chatty).doing(open -> System.out.println(open)));

    Result result = run(job, chatty);

    assertThat(lines(result, "")).containsExactly("opening", "closing");
    assertThat(lines(result, "work")).containsExactly("open", "hooked");
    assertThat(result.record().log().getLast().event()).isInstanceOf(Event.RunSucceeded.class);
  }
}
