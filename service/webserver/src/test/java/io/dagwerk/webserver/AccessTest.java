package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.Status;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessTest {
  private static final Access OPEN = new Access(WebserverOptions.loopback(0).name("dagwerk.test"));
  private static final Access WITH_TOKEN = new Access(WebserverOptions.loopback(0).token("t0ken"));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          127.0.0.1:8080,    ,                        true
          localhost,         ,                        true
          LOCALHOST:1,       ,                        true
          [::1]:8080,        ,                        true
          dagwerk.test:8080, ,                        true
          '',                ,                        false
          evil.test:8080,    ,                        false
          localhost.evil.test, ,                      false
          10.0.0.1:8080,     ,                        false
          localhost:8080,    http://localhost:8080,   true
          dagwerk.test,      https://dagwerk.test,    true
          localhost:8080,    http://localhost:5173,   false
          localhost:8080,    http://localhost:9999,   false
          localhost:8080,    http://127.0.0.1:8080,   false
          localhost:8080,    http://evil.test,        false
          localhost:8080,    null,                    false
          """)
  void aRequestIsForANameOfOursAndFromAPageOfOurs(String host, String origin, boolean passes) {
    assertThat(OPEN.judge(host, Optional.ofNullable(origin)).isEmpty()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Bearer t0ken,   true
          Bearer t0ken2,  false
          bearer t0ken,   false
          t0ken,          false
          Bearer,         false
          ,               false
          """)
  void aTokenIsBroughtWholeWhereOneIsRequired(String authorization, boolean passes) {
    assertThat(WITH_TOKEN.judgeToken(Optional.ofNullable(authorization)).isEmpty())
        .isEqualTo(passes);
  }

  @Test
  void noTokenIsRequiredWhereNoneIsSaid() {
    assertThat(OPEN.judgeToken(Optional.empty())).isEmpty();
  }

  @Test
  void aRejectionSaysWhatToDo() {
    assertThat(OPEN.judge("evil.test:80", Optional.empty()))
        .contains(
            new Rejection(
                Status.FORBIDDEN_403,
                "'evil.test' is no name of this server; ask for 127.0.0.1, or add the name to"
                    + " 'http.names' in dagwerk.yaml"));
  }

  @Test
  void anAddressThatOthersReachWantsAToken() throws UnknownHostException {
    InetAddress anywhere = InetAddress.getByAddress(new byte[4]);

    assertThatThrownBy(() -> WebserverOptions.loopback(0).on(anywhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a token is required");
    assertThat(WebserverOptions.loopback(0).token("t0ken").on(anywhere).at().getAddress())
        .isEqualTo(anywhere);
    Access open =
        new Access(WebserverOptions.loopback(0).trusting(new Trust.InEveryone()).on(anywhere));
    assertThat(open.judgeToken(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          10.0.0.1:3070,         true
          [fe80::1]:3070,        true
          localhost:3070,        true
          evil.test:3070,        false
          10.0.0.1.evil.test,    false
          """)
  void whereOthersReachItAnAddressInFiguresIsOursAndANameIsNot(String host, boolean passes)
      throws UnknownHostException {
    InetAddress anywhere = InetAddress.getByAddress(new byte[4]);
    Access access = new Access(WebserverOptions.loopback(0).token("t0ken").on(anywhere));

    assertThat(access.judge(host, Optional.empty()).isEmpty()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          127.0.0.2, 127.0.0.2:3070,         true
          127.0.0.2, localhost:3070,         true
          127.0.0.2, 127.0.0.3:3070,         false
          ::1,       [::1]:3070,             true
          ::1,       [0:0:0:0:0:0:0:1]:3070, true
          ::1,       [::2]:3070,             false
          10.0.0.7,  10.0.0.7,               true
          """)
  void theAddressThatItListensOnIsOursHoweverItIsSpelled(
      String listens, String host, boolean passes) {
    Access access =
        new Access(WebserverOptions.loopback(0).token("t0ken").on(InetAddress.ofLiteral(listens)));

    assertThat(access.judge(host, Optional.empty()).isEmpty()).isEqualTo(passes);
  }

  @Test
  void eachOfSeveralTokensIsTaken() {
    Access access =
        new Access(
            WebserverOptions.loopback(0).trusting(new Trust.InTokens(List.of("one", "two"))));

    assertThat(access.judgeToken(Optional.of("Bearer one"))).isEmpty();
    assertThat(access.judgeToken(Optional.of("Bearer two"))).isEmpty();
    assertThat(access.judgeToken(Optional.of("Bearer three"))).isPresent();
    assertThat(access.options().toString()).contains("with token").doesNotContain("one");
  }

  @Test
  void optionsDoNotTellTheirToken() {
    assertThat(WITH_TOKEN.options().toString()).doesNotContain("t0ken");
  }
}
