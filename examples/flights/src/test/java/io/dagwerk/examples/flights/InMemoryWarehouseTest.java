package io.dagwerk.examples.flights;

/// The fake warehouse does what every warehouse does.
class InMemoryWarehouseTest extends WarehouseContract {
  @Override
  Warehouse warehouse() {
    return new InMemoryWarehouse();
  }
}
