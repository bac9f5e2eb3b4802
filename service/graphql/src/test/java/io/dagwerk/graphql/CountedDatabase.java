package io.dagwerk.graphql;

import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Dialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A database that writes down which statements are prepared to read it.
record CountedDatabase(Database inner, List<String> asked) implements Database {
  @Override
  public Dialect dialect() {
    return inner.dialect();
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    return inner.read(connection -> work.on(counted(connection)));
  }

  private Connection counted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            CountedDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                asked.add(String.valueOf(arguments[0]));
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    return inner.write(work);
  }

  @Override
  public Failure judge(SQLException failed) {
    return inner.judge(failed);
  }

  @Override
  public List<String> weaknesses() {
    return inner.weaknesses();
  }

  @Override
  public void close() {
    inner.close();
  }
}
