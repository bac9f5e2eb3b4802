/// The graph of a company's jobs: to look at, to export, to compare.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.graph;
