using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>One table while it is promoted.</summary>
internal sealed record TablePromotion
{
    public required PromotedTable Promoted { get; init; }

    /// <summary>Relation of the staged rows that stay.</summary>
    public required string Source { get; init; }

    /// <summary>The staged table that becomes the final one where it is made; null where rows are copied.</summary>
    public StagedParts? Staged { get; init; }

    /// <summary>Name of the final table, in quotes.</summary>
    public required string Final { get; init; }

    /// <summary>The final table as it is; null when there is none.</summary>
    public required PgTable? Existing { get; init; }

    /// <summary>What DDL declares a table that is made; null where its columns say it all, or the table is there.</summary>
    public DeclaredModel? Model { get; init; }

    /// <summary>The table whose types rows are stored in; null where they are those of the staged rows.</summary>
    public PgTable? Types => Existing ?? Model?.Table;

    public required PromotionAction Action { get; init; }

    /// <summary>Whether the table that is there is moved aside and a new one made, rather than its rows exchanged.</summary>
    public bool Moves { get; init; }

    public TargetTable Table => Promoted.Table;

    public IReadOnlyList<string> Columns => [.. Table.Columns.Select(column => column.Name)];

    public IReadOnlyList<string> Key => Table.PrimaryKey;

    /// <summary>Columns beside the key.</summary>
    public IReadOnlyList<string> Rest => [.. Columns.Where(column => !Key.Contains(column, StringComparer.Ordinal))];

    /// <summary>Whether a table is made.</summary>
    public bool Makes => Action == PromotionAction.Create || Moves;

    /// <summary>Whether rows become versions.</summary>
    public bool Versions => Promoted.Load.Strategy == LoadStrategy.Scd2;

    /// <summary>Whether other tables refer to rows that are to be exchanged in place, which are then merged rather than taken out and put in.</summary>
    public bool IsReferredTo => Existing is { ReferredBy.Count: > 0 };

    /// <summary>What is true of rows that are there and are to be deleted by an upsert; null for none.</summary>
    public string? GoneSql(string alias) => this switch
    {
        not { Action: PromotionAction.Upsert, Versions: false } => null,
        { Promoted.Load.DeletesMissing: true } => $"NOT EXISTS (SELECT FROM {Source} AS staged WHERE {Sql.Equal(Key, alias, "staged")})",
        { Promoted.Gone: { } keys } => RowMoves.HasKey(Key, StoredTypes.ToStored(Existing, Key, keys), Source, alias),
        _ => null,
    };

    /// <summary>Tables in such an order that those referred to come first, as far as there is one.</summary>
    public static IReadOnlyList<TablePromotion> ByReference(IReadOnlyList<TablePromotion> tables)
    {
        var ordered = new List<TablePromotion>();
        var waiting = tables.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(table => !waiting.Exists(other => other != table && table.RefersTo(other))) ?? waiting[0];
            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }

    /// <summary>Marks the tables another one may take the place of: nothing hangs on them but tables that move too.</summary>
    public static IReadOnlyList<TablePromotion> WithMoves(IReadOnlyList<TablePromotion> tables)
    {
        var moving = tables.Where(table => table is { Action: PromotionAction.Replace, Existing: { IsDecorated: false, IsOwned: true } existing } && HasOnly(existing, table.Table)).ToDictionary(table => table.Existing!.Id);
        for (var removed = true; removed;)
        {
            var stays = moving.Values.FirstOrDefault(table => table.Existing!.ReferredBy.Any(other => !moving.ContainsKey(other)));
            removed = stays is not null && moving.Remove(stays.Existing!.Id);
        }

        return [.. tables.Select(table => table with { Moves = table.Existing is { } existing && moving.ContainsKey(existing.Id) })];
    }

    // What another table is made with: columns of these types, keys and references of the target schema.
    private static bool HasOnly(PgTable existing, TargetTable table) =>
        existing.Columns.All(column => table.Columns.Any(wanted => wanted.Name == column.Name && column.Type == wanted.Type && column.SqlType == PgTypes.DeclaredOf(wanted)))
        && (existing.PrimaryKey.Count == 0 || existing.PrimaryKey.SequenceEqual(table.PrimaryKey, StringComparer.Ordinal))
        && existing.Unique.All(set => table.Unique.Append(table.PrimaryKey).Any(wanted => wanted.ToHashSet(StringComparer.Ordinal).SetEquals(set)))
        && existing.ForeignKeys.All(reference => table.ForeignKeys.Any(wanted => wanted.Table == reference.Table && wanted.Columns.SequenceEqual(reference.Columns, StringComparer.Ordinal) && wanted.References.SequenceEqual(reference.References, StringComparer.Ordinal)));

    private bool RefersTo(TablePromotion other) =>
        Table.ForeignKeys.Any(reference => reference.Table == other.Table.Name) || (Existing is { } existing && other.Existing?.ReferredBy.Contains(existing.Id) == true);
}

/// <summary>Relations of a staged table, in quotes.</summary>
/// <param name="Main">Its rows but the late ones.</param>
/// <param name="Late">Rows whose key may have come before; null for none.</param>
/// <param name="IsReady">Whether its statistics are gathered and the index of its key is built.</param>
internal sealed record StagedParts(string Main, string? Late, bool IsReady);
