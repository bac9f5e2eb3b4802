/// What is asked of a dataset after its job has run.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.check;
