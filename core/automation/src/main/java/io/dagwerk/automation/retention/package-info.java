/// How long what a run said is kept.
@NullMarked
package io.dagwerk.automation.retention;

import org.jspecify.annotations.NullMarked;
