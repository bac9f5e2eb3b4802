/// The ports that an operator can replace: interfaces without a network or a database behind them.
@org.jspecify.annotations.NullMarked
package io.dagwerk.spi;
