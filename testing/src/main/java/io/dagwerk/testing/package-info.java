/// What users test their definitions with: materialize, run and evaluate in memory.
@org.jspecify.annotations.NullMarked
package io.dagwerk.testing;
