/// What a user declares: typed definitions of assets, ops, jobs and what surrounds them.
@org.jspecify.annotations.NullMarked
package io.dagwerk.definitions;
