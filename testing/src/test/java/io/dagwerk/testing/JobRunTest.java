package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Default;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JobRunTest {
  record Limit(@Default("3") int limit) {}

  record Box(String name) {}

  private final Resource<Box> box = Resource.named("box", Box.class).by(() -> new Box("real"));
  private final AtomicReference<Op<Integer>> sum = new AtomicReference<>();

  private final Job count =
      Job.named("count")
          .running(graph -> {
            Op<String> name = graph.op("name", String.class).from(box).by(Box::name);
            Op<Integer> limit =
                graph.op("limit", Integer.class).from(config(Limit.class)).by(Limit::limit);
            Input<List<Integer>> lengths =
                graph
                    .fanOut("letters", String.class)
                    .from(name, limit)
                    .by((text, most) -> List.of(text.split("")).subList(0, most))
                    .each((each, letter) ->
                        each.op("length", Integer.class).from(letter).by(String::length));
            sum.set(
                graph
                    .op("sum", Integer.class)
                    .from(lengths)
                    .by(all -> all.stream().mapToInt(Integer::intValue).sum()));
          });

  @Test
  void aJobRunsInMemory() {
    JobRun run = JobRun.of(count).with(box, new Box("fake box"));
    Result result = run.run();

    assertThat(result.succeeded()).as(() -> result.record().log().toString()).isTrue();
    assertThat(run.output(result, sum.get())).isEqualTo(3);
  }

  @Test
  void aRecordIsTheConfigOfWhatTakesIt() {
    JobRun run = JobRun.of(count).with(box, new Box("fake box")).with(new Limit(5));

    assertThat(run.output(run.run(), sum.get())).isEqualTo(5);
  }
}
