/// What should run next, and what has to wait: decisions as pure functions of records. Loops that
/// hold a clock and a store turn them; a test turns them by hand.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation;
