/// How long `dagwerk dev` takes, from a saved file to its definitions being served.
@NullMarked
package io.dagwerk.benchmarks.dev;

import org.jspecify.annotations.NullMarked;
