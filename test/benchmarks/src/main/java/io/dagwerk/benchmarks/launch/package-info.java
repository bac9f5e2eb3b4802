/// Launches in whole processes: a run host with its store in memory, a code server, workers.
@NullMarked
package io.dagwerk.benchmarks.launch;

import org.jspecify.annotations.NullMarked;
