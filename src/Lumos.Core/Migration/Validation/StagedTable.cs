using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Validation;

/// <summary>Names one table by in the validations' SQL: its staged rows, the ones to leave out, and the ones that stay.</summary>
internal sealed class StagedTable
{
    private static readonly ColumnSchema Numbers = new([new ColumnField(TablePlan.RowColumn, ColumnType.Int64, Nullable: false)]);

    private readonly IStagedTables _staged;
    private readonly string? _existing;
    private string? _final;
    private IReadOnlyList<UniqueRule> _rules = [];
    private IReadOnlyList<TargetForeignKey> _numbered = [];

    private StagedTable(IStagedTables staged, TablePlan plan, string? existing, string? gone)
    {
        _staged = staged;
        Plan = plan;
        Gone = gone;
        _existing = existing;
        Removed = EngineSql.Name($"lumos_removed_{EngineSql.Number(plan.Index)}");
        Further = EngineSql.Name($"lumos_further_{EngineSql.Number(plan.Index)}");
        Leaving = EngineSql.Name($"lumos_leaving_{EngineSql.Number(plan.Index)}");
    }

    public TablePlan Plan { get; }

    /// <summary>Rows to leave out: their number, the reason (NULL for a row that is one with another), its column and the constraint.</summary>
    public string Removed { get; }

    /// <summary>What else is wrong with rows that are left out, in the same columns.</summary>
    public string Further { get; }

    /// <summary>Keys of rows that are left out, made when they are asked for.</summary>
    public string Leaving { get; }

    /// <summary>The final table as it stands; null when there is none.</summary>
    public TargetTable? There { get; private init; }

    /// <summary>What may occur once beside the key, as the target schema says or the final table with its indexes.</summary>
    public IReadOnlyList<UniqueSet> UniqueSets => [.. UniqueColumns.Select(UniqueSet.Of), .. _rules.Select(UniqueSet.Of)];

    private IEnumerable<IReadOnlyList<string>> UniqueColumns =>
    [
        .. Plan.Load.UniqueSets(Plan.Table).Append(Plan.Table.PrimaryKey)
            .Concat(There is null ? [] : Plan.Load.UniqueSets(There with { Unique = [.. There.Unique, There.PrimaryKey] }).Where(HasAll))
            .Where(set => set.Count > 0 && !set.ToHashSet(StringComparer.Ordinal).SetEquals(Plan.Key)).DistinctBy(static set => string.Join('\0', set.Order(StringComparer.Ordinal))),
    ];

    /// <summary>Whether each key may be in the final table once, as the target schema says or the table itself.</summary>
    public bool IsKeyOnce => IsKey(Plan.Table.PrimaryKey) || (There is not null && There.Unique.Append(There.PrimaryKey).Any(IsKey));

    /// <summary>References of the target schema, of the final table, and those by numbers of the run.</summary>
    public IReadOnlyList<TargetForeignKey> References =>
    [
        .. Plan.Table.ForeignKeys,
        .. (There?.ForeignKeys ?? []).Where(reference => HasAll(reference.Columns) && !Plan.Table.ForeignKeys.Any(own => own.Table == reference.Table && own.Columns.SequenceEqual(reference.Columns, StringComparer.Ordinal))),
        .. _numbered,
    ];

    /// <summary>What the target schema and the final table ask of every row.</summary>
    public IReadOnlyList<RowCheck> Checks { get; private set; } = [];

    /// <summary>Checks of the target schema the target's engine does not understand.</summary>
    public IReadOnlyList<RowCheck> ChecksNotAsked { get; private set; } = [];

    /// <summary>SQL of the keys that may occur more than once; <see langword="null"/> when there are none. Only where <see cref="KnowsRepeatedKeys"/> says so.</summary>
    public string? RepeatedKeys { get; private set; }

    /// <summary>Whether the keys that may occur more than once are known, so that not all of them need be grouped.</summary>
    public bool KnowsRepeatedKeys { get; private set; }

    /// <summary>Whether any row is left out.</summary>
    public bool HasRemoved { get; private set; }

    /// <summary>All staged rows.</summary>
    public string All => _staged.Staged(Plan.Name);

    /// <summary>Rows staged apart because their key may have come before; null for none.</summary>
    public string? Late => _staged.Late(Plan.Name);

    /// <summary>Rows that stay.</summary>
    public string Kept => HasRemoved
        ? $"(SELECT staged.* FROM {All} AS staged LEFT JOIN {Removed} AS removed ON removed.{TablePlan.RowColumn} = staged.{TablePlan.RowColumn} WHERE removed.{TablePlan.RowColumn} IS NULL)"
        : All;

    /// <summary>Keys of rows of the final table that are deleted; null for none.</summary>
    public string? Gone { get; }

    /// <summary>Rows of the final table that stay beside the staged ones that stay; null for none. A row there stays when the one of its key does not make it, so this follows what is removed.</summary>
    public string? Existing
    {
        get
        {
            if (_existing is null) return null;
            var leaving = new List<string>();
            if (IsByKey) leaving.Add($"NOT EXISTS (SELECT 1 FROM {Kept} AS lumos_comes WHERE {SameKey("lumos_comes")})");
            if (Gone is not null) leaving.Add($"NOT EXISTS (SELECT 1 FROM {Gone} AS lumos_goes WHERE {SameKey("lumos_goes")})");
            return leaving.Count == 0 ? _existing : $"(SELECT * FROM {(IsByKey ? _final : _existing)} AS lumos_stays WHERE {string.Join(" AND ", leaving)})";
        }
    }

    /// <summary>Whether staged rows take the place of those of their keys.</summary>
    public bool IsByKey => _final is not null && Plan.Load.Strategy is not (LoadStrategy.Insert or LoadStrategy.Append) && Plan.Table.PrimaryKey.Count > 0;

    /// <summary>Names a table; no row is left out yet.</summary>
    /// <param name="staged">Where it is staged.</param>
    /// <param name="plan">The table.</param>
    /// <param name="rows">Rows staged.</param>
    /// <param name="gone">Keys of rows that are deleted; null for none.</param>
    /// <param name="there">The final table as it stands; null when there is none.</param>
    /// <param name="noted">Numbers of the rows whose key may have come before; null when they are not known.</param>
    /// <param name="numbered">References by numbers of the run that nothing declares.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<StagedTable> OpenAsync(IStagedTables staged, TablePlan plan, long rows, string? gone, TargetTable? there, IReadOnlyList<long>? noted, IReadOnlyList<TargetForeignKey> numbered, CancellationToken cancellationToken)
    {
        var existing = await staged.ExistingAsync(plan.Name, cancellationToken).ConfigureAwait(false);
        var final = existing is null ? null : await staged.FinalAsync(plan.Name, cancellationToken).ConfigureAwait(false);
        var table = new StagedTable(staged, plan, existing, gone) { _final = final, There = there, _numbered = numbered };
        foreach (var relation in new[] { table.Removed, table.Further })
        {
            await staged.ExecuteAsync($"DROP TABLE IF EXISTS {relation}", cancellationToken).ConfigureAwait(false);
            await staged.ExecuteAsync($"CREATE TEMPORARY TABLE {relation} ({TablePlan.RowColumn} BIGINT NOT NULL, code VARCHAR, column_name VARCHAR, constraint_name VARCHAR)", cancellationToken).ConfigureAwait(false);
        }

        await table.ReadChecksAsync(cancellationToken).ConfigureAwait(false);
        table._rules = await staged.UniqueRulesAsync(plan.Name, cancellationToken).ConfigureAwait(false);

        // Where repeated keys were staged apart, only keys of late rows can occur more than once.
        var names = EngineSql.Names(plan.Key);
        if (staged.HasRepeatedKeysApart && plan.KeepsFirst && rows <= KeySet.MostKeys) (table.KnowsRepeatedKeys, table.RepeatedKeys) = (true, table.Late is { } late ? $"(SELECT DISTINCT {names} FROM {late})" : null);
        else if (noted is not null) (table.KnowsRepeatedKeys, table.RepeatedKeys) = (true, noted.Count == 0 ? null : $"(SELECT DISTINCT {names} FROM {table.All} AS staged WHERE {TablePlan.RowColumn} IN (SELECT {TablePlan.RowColumn} FROM {await table.PutAsync(noted, cancellationToken).ConfigureAwait(false)} AS noted))");
        return table;
    }

    /// <summary>Puts numbers of rows into a table of the session.</summary>
    private async Task<string> PutAsync(IReadOnlyList<long> rows, CancellationToken cancellationToken)
    {
        const int most = 1000;
        var noted = EngineSql.Name($"lumos_noted_{EngineSql.Number(Plan.Index)}");
        await _staged.ExecuteAsync($"DROP TABLE IF EXISTS {noted}", cancellationToken).ConfigureAwait(false);
        await _staged.ExecuteAsync($"CREATE TEMPORARY TABLE {noted} ({TablePlan.RowColumn} BIGINT NOT NULL)", cancellationToken).ConfigureAwait(false);
        foreach (var some in rows.Chunk(most)) await _staged.ExecuteAsync($"INSERT INTO {noted} VALUES {string.Join(", ", some.Select(static row => $"({EngineSql.Number(row)})"))}", cancellationToken).ConfigureAwait(false);
        return noted;
    }

    // A condition of a schema may be in another dialect than the target's, or over what only the engine it was written for has.
    private async Task ReadChecksAsync(CancellationToken cancellationToken)
    {
        var asked = (await _staged.ChecksAsync(Plan.Name, cancellationToken).ConfigureAwait(false)).ToList();
        var notAsked = new List<RowCheck>();
        foreach (var check in (Plan.Table.Checks ?? []).Where(check => !asked.Exists(other => string.Equals(other.Name, check.Name, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            try
            {
                await _staged.ExecuteAsync($"SELECT {TablePlan.RowColumn} FROM {All} AS kept WHERE NOT ({check.Condition}) AND {TablePlan.RowColumn} < 0", cancellationToken).ConfigureAwait(false);
                asked.Add(check);
            }
            catch (Exception refused) when (refused is DuckDbException or LumosException { Code: ErrorCode.DeterministicFailure })
            {
                notAsked.Add(check);
            }
        }

        (Checks, ChecksNotAsked) = (asked, notAsked);
    }

    /// <summary>Opens the staged rows to be hashed again, for one thread: the late ones, or the others.</summary>
    /// <param name="late">Whether the late ones are meant.</param>
    /// <param name="logs">What this process remembers of the rows it staged; null when it remembers nothing.</param>
    public IStagedHashes OpenHashes(bool late, RowLogs? logs)
    {
        if ((_staged as IHashesStaged)?.TryOpenHashes(Plan, late) is { } own) return own;
        var relation = late ? Late! : _staged.Main(Plan.Name);
        var queried = new QueriedHashes(_staged, Plan, relation);
        return logs is null ? queried : new ProvenHashes(_staged, relation, logs.Of(Plan, late), queried);
    }

    /// <summary>Leaves out the rows of a query that gives number, reason, column and constraint.</summary>
    /// <returns>How many there are.</returns>
    public async Task<long> RemoveAsync(string query, CancellationToken cancellationToken)
    {
        var rows = await _staged.ExecuteAsync($"INSERT INTO {Removed} {query}", cancellationToken).ConfigureAwait(false);
        HasRemoved |= rows > 0;
        return rows;
    }

    /// <summary>Notes what else is wrong with rows that are left out, from a query of the same form.</summary>
    public async Task NoteAsync(string query, CancellationToken cancellationToken) => await _staged.ExecuteAsync($"INSERT INTO {Further} {query}", cancellationToken).ConfigureAwait(false);

    /// <summary>Staged rows that are left out and wrong, rather than one with another row.</summary>
    public string Wrong => $"(SELECT staged.* FROM {All} AS staged WHERE staged.{TablePlan.RowColumn} IN (SELECT {TablePlan.RowColumn} FROM {Removed} AS removed WHERE removed.code IS NOT NULL))";

    /// <summary>Numbers of a range that are left out, ascending.</summary>
    public Task<long[]> RemovedInAsync(long first, long end, CancellationToken cancellationToken) => NumbersAsync(
        $"SELECT {TablePlan.RowColumn} FROM {Removed} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)} ORDER BY {TablePlan.RowColumn}", cancellationToken);

    /// <summary>Numbers of staged versions that change nothing and so will not be in the final table, ascending; none of tables without versions.</summary>
    public async Task<long[]> UnchangedAsync(CancellationToken cancellationToken)
    {
        if (Plan.Load.Strategy != LoadStrategy.Scd2) return [];
        var final = There is null ? null : await _staged.FinalAsync(Plan.Name, cancellationToken).ConfigureAwait(false);
        return await NumbersAsync(UnchangedVersions.Sql(Plan, Kept, final, [.. (There?.Columns ?? []).Select(static column => column.Name)]), cancellationToken).ConfigureAwait(false);
    }

    private string SameKey(string other) => string.Join(" AND ", Plan.Table.PrimaryKey.Select(column => $"{other}.{EngineSql.Name(column)} = lumos_stays.{EngineSql.Name(column)}"));

    private bool IsKey(IReadOnlyList<string> columns) => columns.Count > 0 && columns.ToHashSet(StringComparer.Ordinal).SetEquals(Plan.Key);

    private bool HasAll(IReadOnlyList<string> columns) => columns.All(name => Plan.Table.Columns.Any(column => column.Name == name));

    private async Task<long[]> NumbersAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<long>();
        await foreach (var read in _staged.QueryAsync(sql, Numbers, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            rows.AddRange(batch.Columns[0].GetValues<long>()[..batch.RowCount]);
        }

        return [.. rows];
    }
}
