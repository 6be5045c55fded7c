using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar;

/// <summary>The numbers one operation reports its failures by: one after the other, from <paramref name="First"/>.</summary>
/// <param name="First">Number of the first error.</param>
/// <param name="Errors">The errors the operation can raise.</param>
internal readonly record struct FailureRange(int First, ValueErrors Errors)
{
    // Of two errors of one value the earlier one is reported; numbers go in the same order.
    private static readonly ValueErrors[] Order =
        [ValueErrors.Cast, ValueErrors.DivZero, ValueErrors.Inexact, ValueErrors.Range, ValueErrors.Date, ValueErrors.NoMatch, ValueErrors.MapMissing];

    /// <summary>The errors in the order of their numbers.</summary>
    public IEnumerable<ValueErrors> InOrder
    {
        get
        {
            var errors = Errors;
            return Order.Where(error => (errors & error) != 0);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => System.Numerics.BitOperations.PopCount((uint)Errors);

    /// <summary>The number of an error.</summary>
    /// <exception cref="InvalidOperationException">The checker proved that the operation cannot raise it.</exception>
    public int NumberOf(ValueErrors error)
    {
        if ((Errors & error) == 0) throw new InvalidOperationException($"The operation does not raise {error}.");
        var number = First;
        foreach (var before in Order)
        {
            if (before == error) break;
            if ((Errors & before) != 0) number++;
        }

        return number;
    }
}
