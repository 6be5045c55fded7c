using System.Collections.Concurrent;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets.Parquet.Reading;
using Lumos.Dsl.DuckDb;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Staged Parquet files as views of the engine.</summary>
internal sealed class ParquetStagedTables : EngineStagedTables, IHashesStaged
{
    private readonly HashSet<string> _withLate = new(StringComparer.Ordinal);
    private readonly Func<string, IReadOnlyList<string>> _segments;
    private readonly ConcurrentDictionary<string, IReadOnlyList<StagedGroup>?> _groups = new(StringComparer.Ordinal);

    public ParquetStagedTables(DuckDbConnection engine, IReadOnlyList<TargetTable> staging, Func<string, IReadOnlyList<string>> segments)
        : base(engine)
    {
        _segments = segments;
        foreach (var table in staging)
        {
            var late = segments(StagedTableNames.LateOf(table.Name));
            var main = segments(table.Name);
            engine.Execute($"CREATE OR REPLACE VIEW {Main(table.Name)} AS {Select(table, main)}");
            engine.Execute($"CREATE OR REPLACE VIEW {Staged(table.Name)} AS {Select(table, [.. main, .. late])}");
            if (late.Count == 0) continue;
            _withLate.Add(table.Name);
            engine.Execute($"CREATE OR REPLACE VIEW {LateView(table.Name)} AS {Select(table, late)}");
        }
    }

    /// <inheritdoc/>
    public override bool HasRepeatedKeysApart => true;

    /// <inheritdoc/>
    public override string Staged(string table) => EngineSql.Name("lumos_staged_" + table);

    /// <inheritdoc/>
    public override string Main(string table) => EngineSql.Name("lumos_main_" + table);

    /// <inheritdoc/>
    public override string? Late(string table) => _withLate.Contains(table) ? LateView(table) : null;

    /// <inheritdoc/>
    public IStagedHashes? TryOpenHashes(TablePlan table, bool late)
    {
        var groups = _groups.GetOrAdd(late ? table.LateName : table.Name, name => StagedGroup.Find(_segments(name)));
        return groups is null ? null : new ParquetHashes(table, groups);
    }

    /// <inheritdoc/>
    public override ValueTask<string?> ExistingAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(null);

    private static string LateView(string table) => EngineSql.Name("lumos_late_" + table);

    /// <summary>Rows of some files with a table's columns; none when there is no file.</summary>
    internal static string Select(TargetTable table, IReadOnlyList<string> files) => files.Count > 0
        ? $"SELECT * FROM read_parquet([{string.Join(", ", files.Select(EngineSql.Text))}])"
        : $"SELECT {string.Join(", ", table.Columns.Select(column => $"CAST(NULL AS {DuckDbTypes.NameOf(column.Type)}) AS {EngineSql.Name(column.Name)}"))} WHERE false";
}
