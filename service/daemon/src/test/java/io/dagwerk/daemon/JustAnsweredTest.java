package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JustAnsweredTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final JustAnswered<String, Integer> answers = new JustAnswered<>(now::get);

  private int ask(String question) {
    return answers.to(question, LONGEST, asked::incrementAndGet);
  }

  @Test
  void aQuestionIsAskedAgainAfterAWhile() {
    assertThat(ask("config")).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(ask("config")).isEqualTo(1);
    assertThat(ask("another")).isEqualTo(2);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(ask("config")).isEqualTo(3);
  }

  @Test
  void whatIsRefusedIsAskedAgain() {
    assertThatThrownBy(() ->
            answers.to(
                "config",
                LONGEST,
                () -> {
                  throw new Refused("no such op");
                }))
        .isInstanceOf(Refused.class);
    assertThat(ask("config")).isEqualTo(1);
  }

  @Test
  void whoeverAsksMeanwhileIsGivenTheSameAnswer() throws Exception {
    CompletableFuture<Boolean> isAsked = new CompletableFuture<>();
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() ->
            answers.to(
                "config",
                LONGEST,
                () -> {
                  isAsked.complete(true);
                  return answer.join();
                }));
    assertThat(isAsked.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> ask("config"));
    answer.complete(7);
    assertThat(first.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(second.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(asked).hasValue(0);
  }

  @Test
  void theOldestQuestionsAreForgotten() {
    int first = ask("0");
    for (int i = 1; i <= 64; i++) {
      ask(Integer.toString(i));
    }
    assertThat(ask("0")).isNotEqualTo(first);
    assertThat(ask("64")).isEqualTo(65);
  }
}
