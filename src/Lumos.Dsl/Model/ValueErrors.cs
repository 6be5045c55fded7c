namespace Lumos.Dsl.Model;

/// <summary>
/// Why a value could not be computed. A row fails with exactly one of these, the first in its pipeline; a checked expression
/// carries the set that may occur.
/// </summary>
[Flags]
public enum ValueErrors
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary><c>E_CAST</c>: the text is not in the grammar of the type.</summary>
    Cast = 1,

    /// <summary><c>E_DIV_ZERO</c>: division by zero.</summary>
    DivZero = 2,

    /// <summary><c>E_INEXACT</c>: a digit would be lost and rounding is exact.</summary>
    Inexact = 4,

    /// <summary><c>E_RANGE</c>: the result does not fit its type.</summary>
    Range = 8,

    /// <summary><c>E_DATE</c>: no format fits, or no such day.</summary>
    Date = 16,

    /// <summary><c>E_NO_MATCH</c>: the pattern does not match.</summary>
    NoMatch = 32,

    /// <summary><c>E_MAP_MISSING</c>: the text is no key of the map.</summary>
    MapMissing = 64,

    /// <summary><c>E_SENTINEL</c>: the text contains a character the backend needs for itself.</summary>
    Sentinel = 128,
}

/// <summary>The spelling of <see cref="ValueErrors"/> in quarantine records, vectors and SQL.</summary>
public static class ValueErrorCodes
{
    private static readonly (ValueErrors Error, string Code)[] Codes =
    [
        (ValueErrors.Cast, "E_CAST"), (ValueErrors.DivZero, "E_DIV_ZERO"), (ValueErrors.Inexact, "E_INEXACT"), (ValueErrors.Range, "E_RANGE"),
        (ValueErrors.Date, "E_DATE"), (ValueErrors.NoMatch, "E_NO_MATCH"), (ValueErrors.MapMissing, "E_MAP_MISSING"), (ValueErrors.Sentinel, "E_SENTINEL"),
    ];

    /// <summary>The code of one error.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="error"/> is none or several.</exception>
    public static string CodeOf(ValueErrors error)
    {
        foreach (var entry in Codes)
        {
            if (entry.Error == error) return entry.Code;
        }

        throw new ArgumentOutOfRangeException(nameof(error));
    }

    /// <summary>The error of a code.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is not a code.</exception>
    public static ValueErrors Parse(string code)
    {
        foreach (var entry in Codes)
        {
            if (entry.Code == code) return entry.Error;
        }

        throw new ArgumentOutOfRangeException(nameof(code));
    }
}
