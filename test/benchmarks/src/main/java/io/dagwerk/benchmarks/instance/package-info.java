/// How long an instance takes as a whole: host, code server and workers as processes, with a
/// durable database.
@NullMarked
package io.dagwerk.benchmarks.instance;

import org.jspecify.annotations.NullMarked;
