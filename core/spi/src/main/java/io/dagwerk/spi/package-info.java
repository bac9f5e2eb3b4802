/// What an operator can replace: the stores of an instance as ports, with the records that go in
/// and out of them and the rules that all stores keep.
@org.jspecify.annotations.NullMarked
package io.dagwerk.spi;
