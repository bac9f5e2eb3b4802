/// How long things take: run by `test/benchmarks/run`, only compiled by the build.
@org.jspecify.annotations.NullMarked
package io.dagwerk.benchmarks;
