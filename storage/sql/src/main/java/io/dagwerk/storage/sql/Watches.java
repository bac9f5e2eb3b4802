package io.dagwerk.storage.sql;

import io.dagwerk.spi.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who is woken by a commit.
final class Watches {
  private final List<Watch> open = new CopyOnWriteArrayList<>();

  Journal.Watch add(Runnable wake) {
    Watch watch = new Watch(wake);
    open.add(watch);
    return watch;
  }

  void wake() {
    open.forEach(watch -> watch.wake.run());
  }

  private final class Watch implements Journal.Watch {
    private final Runnable wake;

    Watch(Runnable wake) {
      this.wake = wake;
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
