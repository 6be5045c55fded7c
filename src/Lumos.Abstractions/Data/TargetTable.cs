namespace Lumos.Abstractions;

/// <summary>One column of a target schema.</summary>
public sealed record TargetColumn
{
    /// <summary>Column name.</summary>
    public required string Name { get; init; }

    /// <summary>Declared type.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>How narrow the column is declared within its type; null for as wide as the type. Values that do not fit go to quarantine, and a table the run makes is made so.</summary>
    public ColumnWidth? Width { get; init; }

    /// <summary>Form in which the target keeps the column's texts, whatever form they come in; null for as they come.</summary>
    public TextForm? Form { get; init; }

    /// <summary>Whether NULL is allowed. Default true.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>What the column means, in the target owner's words.</summary>
    public string? Description { get; init; }

    /// <summary>The only values allowed, when the column is a code list.</summary>
    public IReadOnlyList<string>? Enum { get; init; }

    /// <summary>Example values the target's owner gave.</summary>
    public IReadOnlyList<string>? Samples { get; init; }

    /// <summary>Unit of measure of the stored number, such as <c>kg</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Domain label the target's owner declared, such as <c>contact.email</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>Value every row gets when no source column feeds this one; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the target gives a value itself in rows that name none (numbering, a default that is computed); null for no. A run that maps nothing to the column leaves it out.</summary>
    public bool? FillsItself { get; init; }

    /// <summary>Whether every row has a value for the column though no source feeds it.</summary>
    public bool IsGiven() => Default is not null || FillsItself == true;
}

/// <summary>A reference from this table to another one of the same target.</summary>
/// <param name="Columns">Columns here.</param>
/// <param name="Table">Table referred to.</param>
/// <param name="References">Columns there, in the same order.</param>
public sealed record TargetForeignKey(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> References);

/// <summary>A condition a table asks of every row.</summary>
/// <param name="Name">Name of the constraint.</param>
/// <param name="Condition">SQL over the names of the columns. A row for which it is false is refused; one for which it is NULL is not.</param>
/// <param name="Columns">Columns it is about.</param>
public sealed record RowCheck(string Name, string Condition, IReadOnlyList<string> Columns);

/// <summary>A column, CHECK or primary key as DDL declares it, names in double quotes.</summary>
/// <param name="Sql">As it would stand between the brackets of CREATE TABLE, without uniqueness and references.</param>
/// <param name="Column">The column it declares; null for a constraint of the table.</param>
public sealed record DeclaredItem(string Sql, string? Column)
{
    /// <summary>Whether the column is computed from others, so that nobody writes it; null for no.</summary>
    public bool? IsComputed { get; init; }
}

/// <summary>An enumeration a script makes with <c>CREATE TYPE ... AS ENUM</c>.</summary>
/// <param name="Name">Its name, without a schema.</param>
/// <param name="Labels">Its values, in order.</param>
public sealed record DeclaredType(string Name, IReadOnlyList<string> Labels);

/// <summary>One table of a target schema.</summary>
public sealed record TargetTable
{
    /// <summary>Table name.</summary>
    public required string Name { get; init; }

    /// <summary>What one row is.</summary>
    public string? Description { get; init; }

    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<TargetColumn> Columns { get; init; }

    /// <summary>Primary key columns; empty when none is declared.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Further sets of columns that must be unique.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Unique { get; init; } = [];

    /// <summary>References to other tables.</summary>
    public IReadOnlyList<TargetForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Conditions every row must not break, in SQL over the names of the columns; asked where rows are staged. Null for none.</summary>
    public IReadOnlyList<RowCheck>? Checks { get; init; }

    /// <summary>How DDL declares the table where it says more than the columns above do (types of an engine's own, defaults that are computed, numbering, checks); null where it does not. Only for targets that make tables so (<see cref="IConnector.MakesAsDeclared"/>).</summary>
    public IReadOnlyList<DeclaredItem>? Declared { get; init; }

    /// <summary>Enumerations of the script that columns in <see cref="Declared"/> are of, made with the table where the target lacks them; null for none.</summary>
    public IReadOnlyList<DeclaredType>? DeclaredTypes { get; init; }

    /// <summary>The table without some columns, and without the keys, references and conditions they are part of.</summary>
    /// <param name="left">Names of the columns to leave out.</param>
    public TargetTable Without(ISet<string> left) => this with
    {
        Columns = [.. Columns.Where(column => !left.Contains(column.Name))],
        PrimaryKey = PrimaryKey.Any(left.Contains) ? [] : PrimaryKey,
        Unique = [.. Unique.Where(set => !set.Any(left.Contains))],
        ForeignKeys = [.. ForeignKeys.Where(reference => !reference.Columns.Any(left.Contains))],
        Checks = Checks is null ? null : [.. Checks.Where(check => !check.Columns.Any(left.Contains))],
    };
}
