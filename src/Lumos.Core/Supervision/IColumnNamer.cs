using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Says what a described column means, so that mapping can compare a target column with the source without knowing how domains are found.</summary>
internal interface IColumnNamer
{
    /// <summary>Labels that fit a target column, best first, at most <paramref name="most"/>; a declared domain comes alone.</summary>
    IReadOnlyList<ColumnMeaning> Name(string table, TargetColumn column, int most = 3);
}

/// <summary>A label with its score, 0 to 1.</summary>
internal sealed record ColumnMeaning(string Label, double Score);
