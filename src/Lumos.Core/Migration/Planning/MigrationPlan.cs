using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>What is to be moved, in which order.</summary>
/// <param name="Tables">Target tables in the order of the mapping plan.</param>
/// <param name="ByReference">The same tables, those referred to before those that refer to them where that is possible.</param>
/// <param name="Passes">Readings of the sources, in order; a source that feeds several tables is read once where their input order allows it.</param>
internal sealed record MigrationPlan(IReadOnlyList<TablePlan> Tables, IReadOnlyList<TablePlan> ByReference, IReadOnlyList<ReadPass> Passes);

/// <summary>One reading of one source.</summary>
/// <param name="Index">Place in the order, from 0.</param>
/// <param name="Source">What is read.</param>
/// <param name="Tables">Tables it feeds, and which of their inputs it is.</param>
internal sealed record ReadPass(int Index, CatalogTable Source, IReadOnlyList<PassTable> Tables)
{
    /// <summary>Numbers of the rows that are read, ascending; null for all.</summary>
    public long[]? Only { get; init; }
}

/// <summary>A table fed by a pass.</summary>
/// <param name="Table">The table.</param>
/// <param name="Input">Which of its inputs, from 0.</param>
internal sealed record PassTable(TablePlan Table, int Input)
{
    /// <summary>How the source's columns become the table's.</summary>
    public SourceMapping Mapping => Table.Mapping.Inputs[Input];
}

/// <summary>One target table: where its rows come from and how they are told apart.</summary>
internal sealed record TablePlan
{
    /// <inheritdoc cref="StagedTableNames.RowColumn"/>
    public const string RowColumn = StagedTableNames.RowColumn;

    /// <summary>Place in the plan, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The table as the target wants it.</summary>
    public required TargetTable Table { get; init; }

    /// <summary>How it is filled.</summary>
    public required TableMapping Mapping { get; init; }

    /// <summary>Sources, in the order of the mapping's inputs.</summary>
    public required IReadOnlyList<CatalogTable> Sources { get; init; }

    /// <summary>Key columns; empty when the table has none.</summary>
    public IReadOnlyList<string> Key => Mapping.Key.Count > 0 ? Mapping.Key : Table.PrimaryKey;

    /// <summary>Name of the target table.</summary>
    public string Name => Table.Name;

    /// <summary>The table in staging: NULL is allowed nowhere it must not be, and <see cref="RowColumn"/> is behind the target's columns.</summary>
    public TargetTable Staging => Table with { Columns = [.. Table.Columns, new TargetColumn { Name = RowColumn, Type = ColumnType.Int64, Nullable = false }] };

    /// <summary>Name under which the rows stand whose key may have come before; they are looked at again when all is staged.</summary>
    public string LateName => StagedTableNames.LateOf(Name);

    /// <summary>Places of the key columns in the table.</summary>
    public int[] KeyPlaces => [.. Key.Select(name => Table.Columns.ToList().FindIndex(column => column.Name == name))];

    /// <summary>The same, in the table's order.</summary>
    public int[] KeyColumns => [.. KeyPlaces.Order()];

    /// <summary>How the rows are put into the target.</summary>
    public TableLoad Load { get; init; } = TableLoad.Default;

    /// <summary>By source, the numbers of the rows that are released from the quarantine of a run that added the others, ascending; null where the table reads all rows.</summary>
    public IReadOnlyDictionary<string, long[]>? Only { get; init; }

    /// <summary>Whether rows whose keys a server's log says are gone are deleted.</summary>
    public bool DeletesGone { get; init; }

    /// <summary>Whether the first row of a key stays, so that later ones can be kept apart while staging.</summary>
    public bool KeepsFirst => Key.Count > 0 && Mapping.OnDuplicateKey != DuplicateKeyRule.KeepLast;

    /// <summary>Whether a column must hold a value: it says so, or it is part of the primary key.</summary>
    public bool IsRequired(TargetColumn column) => MappedColumns.IsRequired(Table, column);
}
