/// Conditions: which partitions of which assets, checks and jobs are to be run by themselves, and
/// why. Pure functions; [ConditionEvaluator] is the entry.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.condition;
