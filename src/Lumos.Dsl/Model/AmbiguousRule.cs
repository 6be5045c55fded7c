namespace Lumos.Dsl.Model;

/// <summary>What <see cref="DateParse"/> makes of a time of day that a zone has twice, because its clocks went back.</summary>
public enum AmbiguousRule
{
    /// <summary>It is no moment.</summary>
    Error,

    /// <summary>The first of the two moments, before the clocks went back.</summary>
    Earlier,

    /// <summary>The second of the two moments, after the clocks went back.</summary>
    Later,
}
