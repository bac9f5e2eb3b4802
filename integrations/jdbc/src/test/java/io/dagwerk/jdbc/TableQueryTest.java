package io.dagwerk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Queries made of queries.
class TableQueryTest {
  @Test
  void aParameterThatIsAQueryStandsForItsRows() {
    TableQuery inner = TableQuery.of("select a from t where b = ?", 1);
    TableQuery outer = TableQuery.of("select ? from ? where a > ?", "x", inner, 2);
    assertThat(outer.sql()).isEqualTo("select ? from (select a from t where b = ?) where a > ?");
    assertThat(outer.parameters()).isEqualTo(List.of("x", 1, 2));
  }

  @Test
  void aQuestionMarkInTextsNamesAndCommentsIsNoParameter() {
    String sql = "select '?', \"a?\", 'it''s ?' -- why?\n from t /* ? */ where a = ?";
    assertThat(TableQuery.of(sql, 1).sql()).isEqualTo(sql);
  }

  @Test
  void tooFewAndTooManyParametersAreRefused() {
    assertThatThrownBy(() -> TableQuery.of("select ?, ?", 1))
        .hasMessageContaining("found 2 '?' for 1 parameters in: select ?, ?");
    assertThatThrownBy(() -> TableQuery.of("select 1", 1)).hasMessageContaining("found 0 '?'");
  }
}
