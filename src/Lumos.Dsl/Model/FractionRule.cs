namespace Lumos.Dsl.Model;

/// <summary>What <see cref="DateParse"/> does with digits below the microsecond.</summary>
public enum FractionRule
{
    /// <summary>They must be zero, or the format does not fit.</summary>
    Exact,

    /// <summary>To the nearest microsecond, ties away from zero.</summary>
    HalfAway,

    /// <summary>They are left out.</summary>
    Truncate,
}
