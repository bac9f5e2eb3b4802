package io.dagwerk.definitions;

import io.dagwerk.definitions.Act.Act0;
import io.dagwerk.definitions.Act.Act1;
import io.dagwerk.definitions.Act.Act2;
import io.dagwerk.definitions.Act.Act3;
import io.dagwerk.definitions.Act.Act4;
import io.dagwerk.definitions.Act.Act5;
import io.dagwerk.definitions.Act.Act6;
import io.dagwerk.definitions.Act.Act7;
import io.dagwerk.definitions.Act.Act8;
import io.dagwerk.definitions.Fn.Fn0;
import io.dagwerk.definitions.Fn.Fn1;
import io.dagwerk.definitions.Fn.Fn2;
import io.dagwerk.definitions.Fn.Fn3;
import io.dagwerk.definitions.Fn.Fn4;
import io.dagwerk.definitions.Fn.Fn5;
import io.dagwerk.definitions.Fn.Fn6;
import io.dagwerk.definitions.Fn.Fn7;
import io.dagwerk.definitions.Fn.Fn8;

/// The end of a definition that need not return a value: besides `by`, it may be `doing` an action,
/// `reporting` what it made elsewhere, or `emitting` several or optional outputs. They are verbs
/// and not overloads, because a lambda would fit more than one.
///
/// ```java
/// .from(table).by(Sales::revenueOf)                                    // a value, which is stored
/// .from(table).doing(Table::vacuum)                                    // nothing
/// .from(table).reporting(it -> Materialized.with("rows", it.insert())) // facts
/// .from(table).emitting(it -> Outputs.of(PAID, it.paid()))             // some of several outputs
/// ```
///
/// @param <T> the value that `by` returns
/// @param <D> the definition with that value
/// @param <V> the definition without one
/// @param <S> the builder itself
public abstract class Maker<T, D, V, S> extends StepDefiner<T, D, S> {
  Maker(StepSettings settings) {
    super(settings);
  }

  abstract V effect(Compute<? extends Effect> compute);

  /// Runs an action, and stores nothing.
  public V doing(Act0 action) {
    return reporting(action);
  }

  /// Reports what the function made and stored by itself.
  public V reporting(Fn0<Materialized> function) {
    return effect(Compute.of(function, args -> function.apply()));
  }

  /// Emits several outputs, or leaves some out.
  public V emitting(Fn0<Outputs> function) {
    return effect(Compute.of(function, args -> function.apply()));
  }

  @Override
  public <A> With1<A, T, D, V> from(Input<A> a) {
    return new With1<>(this, a);
  }

  @Override
  public <A, B> With2<A, B, T, D, V> from(Input<A> a, Input<B> b) {
    return new With2<>(this, a, b);
  }

  @Override
  public <A, B, C> With3<A, B, C, T, D, V> from(Input<A> a, Input<B> b, Input<C> c) {
    return new With3<>(this, a, b, c);
  }

  @Override
  public <A, B, C, E> With4<A, B, C, E, T, D, V> from(
      Input<A> a, Input<B> b, Input<C> c, Input<E> e) {
    return new With4<>(this, a, b, c, e);
  }

  @Override
  public <A, B, C, E, F> With5<A, B, C, E, F, T, D, V> from(
      Input<A> a, Input<B> b, Input<C> c, Input<E> e, Input<F> f) {
    return new With5<>(this, a, b, c, e, f);
  }

  @Override
  public <A, B, C, E, F, G> With6<A, B, C, E, F, G, T, D, V> from(
      Input<A> a, Input<B> b, Input<C> c, Input<E> e, Input<F> f, Input<G> g) {
    return new With6<>(this, a, b, c, e, f, g);
  }

  @Override
  public <A, B, C, E, F, G, H> With7<A, B, C, E, F, G, H, T, D, V> from(
      Input<A> a, Input<B> b, Input<C> c, Input<E> e, Input<F> f, Input<G> g, Input<H> h) {
    return new With7<>(this, a, b, c, e, f, g, h);
  }

  @Override
  public <A, B, C, E, F, G, H, I> With8<A, B, C, E, F, G, H, I, T, D, V> from(
      Input<A> a,
      Input<B> b,
      Input<C> c,
      Input<E> e,
      Input<F> f,
      Input<G> g,
      Input<H> h,
      Input<I> i) {
    return new With8<>(this, a, b, c, e, f, g, h, i);
  }

  public static final class With1<A, T, D, V> extends From1<A, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With1(Maker<T, D, V, ?> maker, Input<A> a) {
      super(maker, a);
      this.maker = maker;
    }

    public V doing(Act1<? super A> action) {
      return maker.effect(compute(action));
    }

    public V reporting(Fn1<? super A, Materialized> function) {
      return maker.effect(compute(function));
    }

    public V emitting(Fn1<? super A, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With2<A, B, T, D, V> extends From2<A, B, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With2(Maker<T, D, V, ?> maker, Input<A> a, Input<B> b) {
      super(maker, a, b);
      this.maker = maker;
    }

    public V doing(Act2<? super A, ? super B> action) {
      return maker.effect(compute(action));
    }

    public V reporting(Fn2<? super A, ? super B, Materialized> function) {
      return maker.effect(compute(function));
    }

    public V emitting(Fn2<? super A, ? super B, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With3<A, B, C, T, D, V> extends From3<A, B, C, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With3(Maker<T, D, V, ?> maker, Input<A> a, Input<B> b, Input<C> c) {
      super(maker, a, b, c);
      this.maker = maker;
    }

    public V doing(Act3<? super A, ? super B, ? super C> action) {
      return maker.effect(compute(action));
    }

    public V reporting(Fn3<? super A, ? super B, ? super C, Materialized> function) {
      return maker.effect(compute(function));
    }

    public V emitting(Fn3<? super A, ? super B, ? super C, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With4<A, B, C, E, T, D, V> extends From4<A, B, C, E, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With4(Maker<T, D, V, ?> maker, Input<A> a, Input<B> b, Input<C> c, Input<E> e) {
      super(maker, a, b, c, e);
      this.maker = maker;
    }

    public V doing(Act4<? super A, ? super B, ? super C, ? super E> action) {
      return maker.effect(compute(action));
    }

    public V reporting(Fn4<? super A, ? super B, ? super C, ? super E, Materialized> function) {
      return maker.effect(compute(function));
    }

    public V emitting(Fn4<? super A, ? super B, ? super C, ? super E, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With5<A, B, C, E, F, T, D, V> extends From5<A, B, C, E, F, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With5(
        Maker<T, D, V, ?> maker, Input<A> a, Input<B> b, Input<C> c, Input<E> e, Input<F> f) {
      super(maker, a, b, c, e, f);
      this.maker = maker;
    }

    public V doing(Act5<? super A, ? super B, ? super C, ? super E, ? super F> action) {
      return maker.effect(compute(action));
    }

    public V reporting(
        Fn5<? super A, ? super B, ? super C, ? super E, ? super F, Materialized> function) {
      return maker.effect(compute(function));
    }

    public V emitting(
        Fn5<? super A, ? super B, ? super C, ? super E, ? super F, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With6<A, B, C, E, F, G, T, D, V> extends From6<A, B, C, E, F, G, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With6(
        Maker<T, D, V, ?> maker,
        Input<A> a,
        Input<B> b,
        Input<C> c,
        Input<E> e,
        Input<F> f,
        Input<G> g) {
      super(maker, a, b, c, e, f, g);
      this.maker = maker;
    }

    public V doing(Act6<? super A, ? super B, ? super C, ? super E, ? super F, ? super G> action) {
      return maker.effect(compute(action));
    }

    public V reporting(
        Fn6<? super A, ? super B, ? super C, ? super E, ? super F, ? super G, Materialized>
            function) {
      return maker.effect(compute(function));
    }

    public V emitting(
        Fn6<? super A, ? super B, ? super C, ? super E, ? super F, ? super G, Outputs> function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With7<A, B, C, E, F, G, H, T, D, V>
      extends From7<A, B, C, E, F, G, H, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With7(
        Maker<T, D, V, ?> maker,
        Input<A> a,
        Input<B> b,
        Input<C> c,
        Input<E> e,
        Input<F> f,
        Input<G> g,
        Input<H> h) {
      super(maker, a, b, c, e, f, g, h);
      this.maker = maker;
    }

    public V doing(
        Act7<? super A, ? super B, ? super C, ? super E, ? super F, ? super G, ? super H> action) {
      return maker.effect(compute(action));
    }

    public V reporting(
        Fn7<
                ? super A,
                ? super B,
                ? super C,
                ? super E,
                ? super F,
                ? super G,
                ? super H,
                Materialized>
            function) {
      return maker.effect(compute(function));
    }

    public V emitting(
        Fn7<? super A, ? super B, ? super C, ? super E, ? super F, ? super G, ? super H, Outputs>
            function) {
      return maker.effect(compute(function));
    }
  }

  public static final class With8<A, B, C, E, F, G, H, I, T, D, V>
      extends From8<A, B, C, E, F, G, H, I, T, D> {
    private final Maker<T, D, V, ?> maker;

    private With8(
        Maker<T, D, V, ?> maker,
        Input<A> a,
        Input<B> b,
        Input<C> c,
        Input<E> e,
        Input<F> f,
        Input<G> g,
        Input<H> h,
        Input<I> i) {
      super(maker, a, b, c, e, f, g, h, i);
      this.maker = maker;
    }

    public V doing(
        Act8<? super A, ? super B, ? super C, ? super E, ? super F, ? super G, ? super H, ? super I>
            action) {
      return maker.effect(compute(action));
    }

    public V reporting(
        Fn8<
                ? super A,
                ? super B,
                ? super C,
                ? super E,
                ? super F,
                ? super G,
                ? super H,
                ? super I,
                Materialized>
            function) {
      return maker.effect(compute(function));
    }

    public V emitting(
        Fn8<
                ? super A,
                ? super B,
                ? super C,
                ? super E,
                ? super F,
                ? super G,
                ? super H,
                ? super I,
                Outputs>
            function) {
      return maker.effect(compute(function));
    }
  }
}
