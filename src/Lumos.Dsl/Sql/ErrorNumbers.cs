using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql;

/// <summary>The numbers one operation reports its errors by: a run of consecutive numbers, one per error it can raise.</summary>
internal sealed class ErrorNumbers(int first, ValueErrors errors)
{
    // The order of the semantics: of two errors of one value the earlier one is reported.
    private static readonly ValueErrors[] Order =
    [
        ValueErrors.Cast, ValueErrors.DivZero, ValueErrors.Inexact, ValueErrors.Range, ValueErrors.Date, ValueErrors.NoMatch, ValueErrors.MapMissing,
    ];

    /// <summary>The first number.</summary>
    public int First => first;

    /// <summary>The errors the operation can raise, in order.</summary>
    public IReadOnlyList<ValueErrors> Errors { get; } = Order.Where(error => (errors & error) != 0).ToList();

    public bool Has(ValueErrors error) => (errors & error) != 0;

    /// <summary>An error of a value that is there, or of an input that is NULL, is no error.</summary>
    public static SqlFragment Unless(SqlBinding value, SqlBinding input, SqlFragment error) =>
        SqlFragment.Of($"CASE WHEN {value} IS NULL AND {input} IS NOT NULL THEN {error} END");

    /// <summary>The number of an error where there is an input but no value.</summary>
    public SqlFragment Of(ValueErrors error, SqlBinding unless, SqlBinding orNull) => Unless(unless, orNull, Of(error));

    /// <summary>The number of an error as SQL.</summary>
    public SqlFragment Of(ValueErrors error)
    {
        for (var i = 0; i < Errors.Count; i++)
        {
            if (Errors[i] == error) return SqlFragment.Of($"{first + i}");
        }

        throw new InvalidOperationException($"The operation does not raise {error}.");
    }
}
