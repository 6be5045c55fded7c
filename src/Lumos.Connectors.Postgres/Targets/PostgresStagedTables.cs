using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Proving;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Staged tables of one run, asked in one session; promotion happens in it too, because the relations of rows to leave out are its own.</summary>
/// <param name="target">The target.</param>
/// <param name="session">The session.</param>
/// <param name="area">The run's staging area.</param>
/// <param name="staging">The tables as they are staged.</param>
/// <param name="loads">How each is put into the target, in the same order.</param>
/// <param name="withLate">Tables that have rows whose key may have come before.</param>
internal sealed class PostgresStagedTables(
    PostgresTarget target, PostgresSession session, StagingArea area, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads, IReadOnlySet<string> withLate) : IStagedTables
{
    private readonly StagedProofs _proofs = new(target.Database, area, target.WrittenOf, staging);
    private readonly HashSet<string> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeclaredModel?> _models = new(StringComparer.Ordinal);
    private readonly StagedRanges _ranges = new(target.Database, area, staging);

    /// <summary>The session, with its temporary tables.</summary>
    public PostgresSession Session => session;

    /// <inheritdoc/>
    public bool HasRepeatedKeysApart => true;

    /// <inheritdoc/>
    public string Staged(string table) => Late(table) is { } late ? $"(SELECT * FROM {Main(table)} UNION ALL SELECT * FROM {late})" : Main(table);

    /// <inheritdoc/>
    public string Main(string table) => area.TableSql(table);

    /// <inheritdoc/>
    public string? Late(string table) => withLate.Contains(table) ? area.TableSql(StagedTableNames.LateOf(table)) : null;

    /// <inheritdoc/>
    public async ValueTask<string?> ExistingAsync(string table, CancellationToken cancellationToken = default)
    {
        var place = staging.ToList().FindIndex(candidate => candidate.Name == table);
        if (place < 0) return await target.FindAsync(table, session, cancellationToken).ConfigureAwait(false) is { IsTable: true } other ? StoredTypes.ToStaged(other, other.Sql, null) : null;
        var staged = staging[place];
        var wanted = staged with { Columns = [.. staged.Columns.Where(column => column.Name != StagedTableNames.RowColumn)] };
        var (existing, action) = await target.DecideAsync(wanted, loads[place], session, cancellationToken).ConfigureAwait(false);
        var final = existing is null ? null : StoredTypes.ToStaged(existing, existing.Sql, wanted);
        return action switch
        {
            PromotionAction.Append => final,
            PromotionAction.Upsert when loads[place].DeletesMissing => null,
            PromotionAction.Upsert or PromotionAction.Version =>
                $"(SELECT * FROM {final} AS there WHERE NOT EXISTS (SELECT FROM {Staged(table)} AS staged WHERE {Sql.Equal(wanted.PrimaryKey, "staged", "there")}))",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FinalAsync(string table, CancellationToken cancellationToken = default) =>
        await target.FindAsync(table, session, cancellationToken).ConfigureAwait(false) is { IsTable: true } existing ? StoredTypes.ToStaged(existing, existing.Sql, staging.FirstOrDefault(staged => staged.Name == table)) : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RowCheck>> ChecksAsync(string table, CancellationToken cancellationToken = default)
    {
        var wanted = staging.First(staged => staged.Name == table);
        return await ReadyAsync(wanted, cancellationToken).ConfigureAwait(false) is { } existing ? await PgChecks.ReadAsync(session, existing, wanted, cancellationToken).ConfigureAwait(false) : [];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UniqueRule>> UniqueRulesAsync(string table, CancellationToken cancellationToken = default)
    {
        var wanted = staging.First(staged => staged.Name == table);
        return await ReadyAsync(wanted, cancellationToken).ConfigureAwait(false) is { } existing ? await PgUniques.ReadAsync(session, existing, wanted, cancellationToken).ConfigureAwait(false) : [];
    }

    /// <inheritdoc/>
    public ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken = default) => session.ExecuteAsync(sql, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ColumnBatch> QueryAsync(string sql, ColumnSchema schema, CancellationToken cancellationToken = default) =>
        CopyReader.QueryAsync(session, sql, schema, "query", target.Name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(string relation, ColumnSchema schema, long first, long end, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _ranges.PrepareAsync(relation, cancellationToken).ConfigureAwait(false);
        var own = await target.Database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = own.ConfigureAwait(false);

        // As the rows stand, which is nearly always the order of their numbers; several processes of the server would mix them.
        await own.ExecuteAsync("SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0", cancellationToken).ConfigureAwait(false);
        var sql = $"SELECT {CopyReader.Select(schema)} FROM {relation} AS staged WHERE {StagedTableNames.RowColumn} >= {Sql.Number(first)} AND {StagedTableNames.RowColumn} < {Sql.Number(end)}";
        await foreach (var batch in CopyReader.ReadAsync(own, sql, schema, "staging", target.Name, cancellationToken).ConfigureAwait(false)) yield return batch;
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsAsWrittenAsync(string relation, long first, long end, CancellationToken cancellationToken = default) => _proofs.HoldsAsync(relation, first, end, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask BeginValidationAsync(CancellationToken cancellationToken = default)
    {
        _proofs.Begin();
        Ready = await KeyIndexes.BuildAsync(session, area, staging, withLate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tables whose statistics are gathered and, where they have a key, whose index is built.</summary>
    public IReadOnlySet<string> Ready { get; private set; } = new HashSet<string>();

    /// <summary>What a table that is not there is made as; null where nothing more is declared than its columns say. Known once the table's checks were asked for.</summary>
    public DeclaredModel? ModelOf(string table) => _models.GetValueOrDefault(table);

    private async ValueTask<DeclaredModel?> ModelAsync(TargetTable staged, CancellationToken cancellationToken)
    {
        if (_models.TryGetValue(staged.Name, out var known)) return known;
        var wanted = staged with { Columns = [.. staged.Columns.Where(static column => column.Name != StagedTableNames.RowColumn)] };
        return _models[staged.Name] = await DeclaredModel.MakeAsync(session, wanted, cancellationToken).ConfigureAwait(false);
    }

    // The table that is there, once this session can read texts as its types; null for none.
    private async ValueTask<PgTable?> ReadyAsync(TargetTable wanted, CancellationToken cancellationToken)
    {
        var there = await target.FindAsync(wanted.Name, session, cancellationToken).ConfigureAwait(false);
        if ((there ?? (await ModelAsync(wanted, cancellationToken).ConfigureAwait(false))?.Table) is not { IsTable: true } existing) return null;
        if (_prepared.Add(wanted.Name)) await StoredTypes.PrepareAsync(session, existing, wanted, cancellationToken).ConfigureAwait(false);
        return existing;
    }

    /// <summary>The run's staging area.</summary>
    public StagingArea Area => area;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _proofs.DisposeAsync().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
