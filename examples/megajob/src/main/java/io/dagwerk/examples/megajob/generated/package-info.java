/// A made-up company of any size, for measuring.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.generated;
