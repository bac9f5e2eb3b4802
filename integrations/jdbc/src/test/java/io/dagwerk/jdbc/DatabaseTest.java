package io.dagwerk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private final List<String> closed = new ArrayList<>();

  /// Connections of which the first does not close.
  private final class FakeConnector implements Database.Connector {
    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public Connection connect() {
      int number = opened.incrementAndGet();
      return (Connection)
          Proxy.newProxyInstance(
              DatabaseTest.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, _) -> {
                assertThat(method.getName()).isEqualTo("close");
                closed.add("connection " + number);
                if (number == 1) {
                  throw new SQLException("the line is dead");
                }
                return null;
              });
    }

    @Override
    public void close() {
      closed.add("the rest");
    }
  }

  @Test
  void closingGoesOnAfterAConnectionThatDoesNotClose() throws SQLException {
    Database database = Database.of(new FakeConnector(), StandardDialect.STANDARD);
    database.with(outer -> database.with(inner -> "both are idle after this"));

    assertThatThrownBy(database::close).hasMessage("the line is dead");
    assertThat(closed)
        .containsExactlyInAnyOrder("connection 1", "connection 2", "the rest")
        .endsWith("the rest");
  }

  @Test
  void aConnectionInUseIsClosedWhenItIsGivenBack() throws SQLException {
    Database database = Database.of(new FakeConnector(), StandardDialect.STANDARD);

    assertThatThrownBy(() ->
            database.with(connection -> {
              database.close();
              return "closed meanwhile";
            }))
        .hasMessage("the line is dead");
    assertThat(closed).contains("the rest", "connection 1");
  }
}
