using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>
/// A table a run will make as DDL declares it: an empty one in the session's own schema is asked what the final one would be asked. What the server does not understand, such as a type of another dialect, is
/// made of Lumos' own types, or left out.
/// </summary>
/// <param name="Table">The empty table.</param>
/// <param name="Items">What it was made of, to make the final one of.</param>
internal sealed record DeclaredModel(PgTable Table, IReadOnlyList<DeclaredItem> Items)
{
    /// <summary>Enumerations the database lacks.</summary>
    public IReadOnlyList<DeclaredType> Types { get; private init; } = [];

    /// <summary>Whether a staged table can become the final one: every column is there, and has the type it is staged in.</summary>
    public bool IsAsStaged(TargetTable wanted) => Table.Columns.Count == wanted.Columns.Count
        && Table.Columns.All(column => column is { IsGenerated: false } && wanted.Columns.FirstOrDefault(other => other.Name == column.Name) is { } staged && column.SqlType == PgTypes.DeclaredOf(staged) && !Item(column.Name).Contains("serial", StringComparison.OrdinalIgnoreCase))
        && !Items.Any(static item => item.Sql.Contains(" collate ", StringComparison.OrdinalIgnoreCase) || item.Sql.Contains(" generated ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes it in a session, which is in no transaction; null when nothing is declared.</summary>
    /// <param name="session">The session.</param>
    /// <param name="wanted">The table as the run fills it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<DeclaredModel?> MakeAsync(PostgresSession session, TargetTable wanted, CancellationToken cancellationToken)
    {
        if (wanted.Declared is not { Count: > 0 } declared) return null;
        var types = await DeclaredTypes.LendAsync(session, wanted, cancellationToken).ConfigureAwait(false);
        List<DeclaredItem> items = [.. declared.Where(item => wanted.PrimaryKey.Count == 0 || !IsKey(item))];
        if (await TryAsync(session, wanted, items, cancellationToken).ConfigureAwait(false) is not { } table)
        {
            items = await UnderstoodAsync(session, wanted, items, cancellationToken).ConfigureAwait(false);
            table = (await TryAsync(session, wanted, items, cancellationToken).ConfigureAwait(false))!;
        }

        // A type of that name may be another one here: BIT is a truth value in some dialects.
        var others = wanted.Columns.Where(column => table.Find(column.Name) is { } made && !PgTypes.Holds(made, column.Type)).ToList();
        if (others.Count == 0) return new DeclaredModel(table, items) { Types = types };
        items = [.. items.Select(item => others.Find(column => column.Name == item.Column) is { } other ? Own(other) : item)];
        return new DeclaredModel((await TryAsync(session, wanted, items, cancellationToken).ConfigureAwait(false))!, items) { Types = types };
    }

    private static bool IsKey(DeclaredItem item) => item.Column is null && item.Sql.StartsWith("PRIMARY KEY", StringComparison.Ordinal);

    private string Item(string column) => Items.FirstOrDefault(item => item.Column == column)?.Sql ?? "";

    private static DeclaredItem Own(TargetColumn column) => new($"{Sql.Name(column.Name)} {PgTypes.NameOf(column)}", column.Name);

    private static async ValueTask<List<DeclaredItem>> UnderstoodAsync(PostgresSession session, TargetTable wanted, List<DeclaredItem> items, CancellationToken cancellationToken)
    {
        var understood = new List<DeclaredItem>();
        foreach (var item in items.Where(static item => item.Column is not null))
        {
            if (item.IsComputed != true && await TryAsync(session, wanted, [item], cancellationToken).ConfigureAwait(false) is not null) understood.Add(item);
            else if (wanted.Columns.FirstOrDefault(column => column.Name == item.Column) is { } column) understood.Add(Own(column));
        }

        // What is about several columns is tried beside all of them.
        foreach (var item in items.Where(static item => item.Column is null || item.IsComputed == true))
        {
            if (await TryAsync(session, wanted, [.. understood, item], cancellationToken).ConfigureAwait(false) is not null) understood.Add(item);
        }

        return understood;
    }

    private static async ValueTask<PgTable?> TryAsync(PostgresSession session, TargetTable wanted, IReadOnlyList<DeclaredItem> items, CancellationToken cancellationToken)
    {
        // Under its own name, so that checks without one are called as the final table's will be.
        await session.ExecuteAsync($"DROP TABLE IF EXISTS pg_temp.{Sql.Name(wanted.Name)}", cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync($"CREATE TEMPORARY TABLE {Sql.Name(wanted.Name)} ({string.Join(", ", items.Select(static item => item.Sql))})", cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException refused) when (refused.Code == ErrorCode.DeterministicFailure)
        {
            return null;
        }

        var schema = (await session.AskAsync("SELECT nspname::text FROM pg_namespace WHERE oid = pg_my_temp_schema()", static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false))!;
        return await PgCatalog.FindAsync(session, schema, wanted.Name, cancellationToken).ConfigureAwait(false);
    }
}
