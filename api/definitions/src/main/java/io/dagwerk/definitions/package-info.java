/// What a user declares: typed definitions of assets, ops, jobs and what surrounds them, in one
/// grammar: `named`, options, `from` the inputs, `by` the function.
///
/// Definitions and the builders of their options are immutable: an option gives a new builder, and
/// both may be shared by threads. Only what collects is confined to the thread that declares: a
/// [io.dagwerk.definitions.Graph] while it is wired, and a [io.dagwerk.definitions.Bundle] while
/// its parts are named. Functions run on other threads, several at the same time.
///
/// An option that cannot be is refused at once by an `IllegalArgumentException`. What only the
/// whole set of definitions shows is reported by [io.dagwerk.definitions.Definitions], all at once.
@org.jspecify.annotations.NullMarked
package io.dagwerk.definitions;
