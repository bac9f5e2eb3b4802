/// Serves one version of a location's code to the host: describes it, judges and evaluates, and
/// starts workers for its runs.
@NullMarked
package io.dagwerk.codeserver;

import org.jspecify.annotations.NullMarked;
