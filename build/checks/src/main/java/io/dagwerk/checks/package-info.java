/// What the build checks across all modules.
@org.jspecify.annotations.NullMarked
package io.dagwerk.checks;
