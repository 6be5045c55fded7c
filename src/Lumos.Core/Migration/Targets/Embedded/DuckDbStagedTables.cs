using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Staged tables of one run in a DuckDB file.</summary>
internal sealed class DuckDbStagedTables(DuckDbTarget target, DuckDbConnection engine, string runId, IReadOnlyList<TargetTable> staging) : IStagedTables
{
    /// <inheritdoc/>
    public DuckDbConnection Engine => engine;

    /// <inheritdoc/>
    public bool HasRepeatedKeysApart => false;

    /// <inheritdoc/>
    public string Staged(string table) => DuckDbTarget.StagingTable(runId, table);

    /// <inheritdoc/>
    public string Main(string table) => Staged(table);

    /// <inheritdoc/>
    public string? Late(string table) => null;

    /// <inheritdoc/>
    public IStagedHashes OpenHashes(TablePlan table, bool late) => new EngineHashes(table, Main(table.Name), engine.Duplicate());

    /// <inheritdoc/>
    public string? Existing(string table)
    {
        if (staging.FirstOrDefault(candidate => candidate.Name == table) is not { } staged) return target.Has(table) ? EngineSql.Name(table) : null;
        if (!target.Has(table) || staged.PrimaryKey.Count == 0 || target.ActionOn(staged) != PromotionAction.Upsert) return null;
        return $"(SELECT * FROM {EngineSql.Name(table)} ANTI JOIN {Staged(table)} USING ({EngineSql.Names(staged.PrimaryKey)}))";
    }

    public void Dispose() => engine.Dispose();
}
