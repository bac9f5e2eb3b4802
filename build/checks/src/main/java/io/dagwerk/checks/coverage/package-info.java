/// Which acceptance checks the tests show: judged and written down at the end of the build.
@org.jspecify.annotations.NullMarked
package io.dagwerk.checks.coverage;
