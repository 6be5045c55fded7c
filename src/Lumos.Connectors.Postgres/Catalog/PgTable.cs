using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>A table as the server's catalog has it.</summary>
internal sealed record PgTable
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary><c>r</c> for a table, <c>p</c> for a partitioned one, <c>v</c>, <c>m</c> and <c>f</c> for views and foreign tables.</summary>
    public required char Kind { get; init; }

    public required IReadOnlyList<PgColumn> Columns { get; init; }

    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Unique { get; init; } = [];

    public IReadOnlyList<TargetForeignKey> ForeignKeys { get; init; } = [];

    public string? Comment { get; init; }

    /// <summary>Rows of the statistics; null when there are none yet.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Whether the session's role owns the table, itself or by membership.</summary>
    public required bool IsOwned { get; init; }

    /// <summary>The role that owns the table.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// Whether something hangs on the table, or was declared about it, that another table would not have: grants, triggers, policies, rules, views, checks, defaults, indexes, comments on columns, storage settings. So no other
    /// one may take its place.
    /// </summary>
    public required bool IsDecorated { get; init; }

    /// <summary>Tables that refer to this one, as schema, U+001F and name.</summary>
    public IReadOnlyList<string> ReferredBy { get; init; } = [];

    /// <summary>Whether the role may read its rows, all of its columns.</summary>
    public required bool IsReadable { get; init; }

    /// <summary>Whether it is a part of a partitioned table.</summary>
    public bool IsPartition { get; init; }

    /// <summary>Whether rows can be put into it.</summary>
    public bool IsTable => Kind is 'r' or 'p';

    /// <summary>The table as <see cref="ReferredBy"/> names it.</summary>
    public string Id => $"{Schema}\u001f{Name}";

    /// <summary>The name in quotes, behind its schema.</summary>
    public string Sql => Postgres.Sql.Name(Schema, Name);

    /// <summary>Columns that can be written.</summary>
    public IEnumerable<string> Writable => Columns.Where(column => !column.IsGenerated).Select(column => column.Name);

    public PgColumn? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);

    /// <summary>The table in Lumos' words; values of a type it has no word for are the texts the server prints.</summary>
    public TargetTable ToTarget() => new()
    {
        Name = Name,
        Description = Comment,
        Columns =
        [
            .. Columns.Select(column => new TargetColumn
            {
                Name = column.Name, Type = StoredTypes.StagedType(column), Form = column.BaseType switch { "jsonb" => TextForm.Jsonb, "time" => TextForm.Time, "uuid" => TextForm.Uuid, "_bool" => null, ['_', ..] => TextForm.Array, _ => null }, Width = column.Width, Nullable = column.Nullable, Description = column.Comment, Enum = column.Labels,
            }),
        ],
        PrimaryKey = PrimaryKey,
        Unique = Unique,
        ForeignKeys = ForeignKeys,
    };
}
