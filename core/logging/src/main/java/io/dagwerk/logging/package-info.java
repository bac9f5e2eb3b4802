/// What users log through SLF4J, as events of their steps.
@org.jspecify.annotations.NullMarked
package io.dagwerk.logging;
