/// What every store of a port keeps, as tests that each store runs.
@org.jspecify.annotations.NullMarked
package io.dagwerk.spi.contract;
