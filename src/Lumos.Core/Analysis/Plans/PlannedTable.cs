using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;

namespace Lumos.Core.Analysis.Plans;

/// <summary>A target table with everything that feeds it, compiled.</summary>
/// <param name="Target">The table as the target wants it.</param>
/// <param name="Mapping">How it is filled.</param>
/// <param name="Inputs">Its sources, in the order their rows are taken.</param>
internal sealed record PlannedTable(TargetTable Target, TableMapping Mapping, IReadOnlyList<PlannedInput> Inputs)
{
    /// <summary>Name of the target table.</summary>
    public string Name => Target.Name;

    /// <summary>Key columns; empty when the table has none.</summary>
    public IReadOnlyList<string> Key => Mapping.Key.Count > 0 ? Mapping.Key : Target.PrimaryKey;

    /// <summary>Whether a column must hold a value.</summary>
    public bool IsRequired(TargetColumn column) => MappedColumns.IsRequired(Target, column);

    /// <summary>Position of a column in the target; -1 when it has none of this name.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Target.Columns.Count; i++)
        {
            if (Target.Columns[i].Name == column) return i;
        }

        return -1;
    }
}

/// <summary>One source of a target table.</summary>
/// <param name="Source">What is read.</param>
/// <param name="Plan">The pipelines that compile; null when none does.</param>
/// <param name="Columns">How each target column is made, in the order of the target.</param>
internal sealed record PlannedInput(CatalogTable Source, TypedPlan? Plan, IReadOnlyList<PlannedColumn> Columns)
{
    /// <summary>The catalog's entry of a column, by its source name or its standard name.</summary>
    public CatalogColumn? Find(string column) =>
        Source.Columns.FirstOrDefault(candidate => candidate.SourceName == column) ?? Source.Columns.FirstOrDefault(candidate => candidate.Name == column);
}

/// <summary>How one source makes one target column.</summary>
internal sealed record PlannedColumn
{
    /// <summary>The column.</summary>
    public required TargetColumn Target { get; init; }

    /// <summary>Where its values come from.</summary>
    public required Feed Feed { get; init; }

    /// <summary>Its entry in the mapping plan; null when there is none.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>Place of its pipeline in <see cref="PlannedInput.Plan"/>; -1 when it has none.</summary>
    public int Pipeline { get; init; } = -1;

    /// <summary>Its pipeline, typed; null when it has none that compiles.</summary>
    public TypedExpression? Value { get; init; }

    /// <summary>Source names of the columns it reads, in source order.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Code of the refusal; null unless the pipeline was refused.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Where the values of a target column come from.</summary>
internal enum Feed
{
    /// <summary>A pipeline makes them.</summary>
    Mapped,

    /// <summary>Nothing is mapped; the column's default fills it.</summary>
    Defaulted,

    /// <summary>Nothing is mapped; every row gets NULL, which the column allows.</summary>
    Empty,

    /// <summary>Nothing is mapped, and the column must hold a value.</summary>
    Missing,

    /// <summary>The pipeline gives a type the column does not take.</summary>
    Unfitting,

    /// <summary>The pipeline does not compile.</summary>
    Refused,
}
