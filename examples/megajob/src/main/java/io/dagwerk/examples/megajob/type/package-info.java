/// The kinds of jobs: each is one class with a record of its params.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.type;
