using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.DuckDb;
using Lumos.Dsl.DuckDb;

namespace Lumos.Core.TargetSchemas;

/// <summary>
/// A table of the embedded engine as DDL declares it, as far as the engine understands the words: an empty one in memory is asked what they mean. Types whose values Lumos stages as texts or moments
/// (<c>uuid</c>, <c>json</c>, <c>time</c>, enumerations, <c>timestamptz</c>) stay; every other type is made of Lumos' own word for it.
/// </summary>
/// <param name="Items">What the table is made of: columns and checks, no keys.</param>
/// <param name="Columns">Its columns as the engine made them.</param>
/// <param name="HasChecks">Whether it has CHECK constraints.</param>
internal sealed partial record EngineTable(IReadOnlyList<DeclaredItem> Items, IReadOnlyList<EngineColumn> Columns, bool HasChecks)
{
    /// <summary>An engine in memory, to be asked about tables.</summary>
    public static DuckDbConnection Open()
    {
        var engine = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = ":memory:", Threads = 1 }.ConnectionString);
        engine.Open();

        // A type of an extension is not to be fetched from the network.
        engine.Execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
        return engine;
    }

    /// <summary>Makes an empty one; null when nothing more is declared than the columns say.</summary>
    /// <param name="table">The table.</param>
    /// <param name="engine">The engine that is asked.</param>
    public static EngineTable? Of(TargetTable table, DuckDbConnection engine)
    {
        if (table.Declared is not { Count: > 0 } declared) return null;

        // Most tables are understood as they are, which takes one question and not one a column.
        List<DeclaredItem> all = [.. declared.Where(static item => item.Column is not null || !IsKey(item))];
        if (all.TrueForAll(item => item.IsComputed != true && table.Columns.FirstOrDefault(column => column.Name == item.Column) is not { Form: TextForm.Jsonb })
            && Try(engine, table.Name, all) is { } whole
            && whole.Columns.All(made => table.Columns.FirstOrDefault(column => column.Name == made.Name) is not { } column || (Holds(made.Type, column) && (column.Nullable || !made.IsNullable)))) return whole;
        var items = new List<DeclaredItem>();
        foreach (var item in declared.Where(static item => item.Column is not null))
        {
            if (table.Columns.FirstOrDefault(column => column.Name == item.Column) is not { } column) AddIf(Try(engine, table.Name, [item]) is not null, item);
            else items.Add(Understood(engine, table.Name, column, item));
        }

        // What is about several columns is tried beside all of them.
        foreach (var item in declared.Where(static item => item.Column is null && !IsKey(item))) AddIf(Try(engine, table.Name, [.. items, item]) is not null, item);
        return Try(engine, table.Name, items);

        void AddIf(bool isUnderstood, DeclaredItem item)
        {
            if (isUnderstood) items.Add(item);
        }
    }

    /// <summary>A table of a target schema as the engine can make it: what the engine does not fill itself is for the run to fill, and so is what is computed from other columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="engine">The engine that is asked.</param>
    public static TargetTable Understood(TargetTable table, DuckDbConnection engine)
    {
        if (Of(table, engine) is not { } made) return table with { Declared = null, DeclaredTypes = null };
        EngineColumn Made(string name) => made.Columns.First(column => column.Name == name);
        return table with
        {
            Columns = [.. table.Columns.Select(column => column with
            {
                FillsItself = column.FillsItself == true && Made(column.Name).Default is not null ? true : null,
                Form = EngineColumn.IsOwn(Made(column.Name).Type) ? column.Form : null,
            })],
            Declared = made.SaysMoreThan(table) ? made.Items : null,
            DeclaredTypes = null,
        };
    }

    /// <summary>Type of a column made of Lumos' own words.</summary>
    public static string TypeOf(TargetColumn column) => column.Width switch
    {
        { IsText: false, Size: 16 } => "SMALLINT",
        { IsText: false } => "INTEGER",
        _ => DuckDbTypes.NameOf(column.Type),
    };

    /// <summary>Whether a staged table can become the final one, which lacks nothing but defaults then.</summary>
    public bool IsAsStaged(TargetTable wanted) => !HasChecks && Columns.Count == wanted.Columns.Count
        && Columns.All(column => wanted.Columns.FirstOrDefault(other => other.Name == column.Name) is { } staged && column.Type == TypeOf(staged));

    private static bool IsKey(DeclaredItem item) => item.Sql.StartsWith("PRIMARY KEY", StringComparison.Ordinal);

    private bool SaysMoreThan(TargetTable table) => HasChecks || Columns.Any(column => column.Default is not null || table.Columns.FirstOrDefault(other => other.Name == column.Name) is not { } own || TypeOf(own) != column.Type);

    // Numbers and texts of a type that looks like Lumos' own may be others: a type without digits has other ones here.
    private static bool Holds(string made, TargetColumn column) => column.Type.Kind switch
    {
        ColumnKind.Text => made == "VARCHAR" || EngineColumn.IsText(made),
        ColumnKind.Timestamp => made == "TIMESTAMP" || made == EngineColumn.Moment,
        _ => made == TypeOf(column),
    };

    private static DeclaredItem Understood(DuckDbConnection engine, string table, TargetColumn column, DeclaredItem item)
    {
        // The engine has one word for both.
        if (column.Form == TextForm.Jsonb) item = item with { Sql = JsonbWord().Replace(item.Sql, "JSON") };
        if (item.IsComputed == true) return Own(column, null);
        if (Try(engine, table, [item])?.Columns[0] is not { } made) return Own(column, column.Default is null ? null : DdlCheck.Quote(column.Default, '\''));
        if (!Holds(made.Type, column)) return Own(column, made.Default);
        return column.Nullable || !made.IsNullable ? item : item with { Sql = item.Sql + " NOT NULL" };
    }

    private static DeclaredItem Own(TargetColumn column, string? byDefault)
    {
        var type = column is { Enum.Count: > 0, Type.Kind: ColumnKind.Text } ? $"ENUM({string.Join(", ", column.Enum.Select(static value => DdlCheck.Quote(value, '\'')))})" : TypeOf(column);
        return new DeclaredItem($"{DdlCheck.Quote(column.Name, '"')} {type}{(column.Nullable ? "" : " NOT NULL")}{(byDefault is null ? "" : $" DEFAULT ({byDefault})")}", column.Name);
    }

    private static EngineTable? Try(DuckDbConnection engine, string name, IReadOnlyList<DeclaredItem> items)
    {
        try
        {
            engine.Execute($"CREATE TABLE {DdlCheck.Quote(name, '"')} ({string.Join(", ", items.Select(static item => item.Sql))})");
        }
        catch (DuckDbException)
        {
            return null;
        }

        var columns = new List<EngineColumn>();
        using (var command = engine.CreateCommand("SELECT column_name, data_type, column_default, is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) columns.Add(new EngineColumn(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)) { IsNullable = reader.GetBoolean(3) });
        }

        using var checks = engine.CreateCommand("SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'CHECK'");
        var hasChecks = (long)checks.ExecuteScalar()! > 0;
        engine.Execute($"DROP TABLE {DdlCheck.Quote(name, '"')}");
        return new EngineTable(items, columns, hasChecks);
    }

    [GeneratedRegex(@"\bjsonb\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JsonbWord();
}
