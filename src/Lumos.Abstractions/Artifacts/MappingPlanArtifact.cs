namespace Lumos.Abstractions;

/// <summary>Pipelines from source to target, each with confidence, reasons, proof on the sample and a decision.</summary>
public sealed record MappingPlanArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>SHA-256 of the target schema artifact.</summary>
    public required string TargetSchemaHash { get; init; }

    /// <summary>One entry per target table, in an order in which references point backwards where that is possible.</summary>
    public required IReadOnlyList<TableMapping> Tables { get; init; }

    /// <summary>Source columns (<c>table.column</c>) that feed nothing.</summary>
    public IReadOnlyList<string> UnusedSources { get; init; } = [];
}

/// <summary>What happens to rows that share a target key.</summary>
public enum DuplicateKeyRule
{
    /// <summary>Rows equal in every mapped column become one; a row that differs goes to quarantine (the first one stays).</summary>
    CollapseIdentical,

    /// <summary>The first row in source order stays, the others go to quarantine.</summary>
    Quarantine,

    /// <summary>The first row in source order stays, the others are counted as collapsed.</summary>
    KeepFirst,

    /// <summary>The last row in source order stays, the others are counted as collapsed.</summary>
    KeepLast,
}

/// <summary>How one target table is filled.</summary>
public sealed record TableMapping
{
    /// <summary>Target table.</summary>
    public required string Target { get; init; }

    /// <summary>Sources, in the order their rows are taken; several are appended to each other.</summary>
    public required IReadOnlyList<SourceMapping> Inputs { get; init; }

    /// <summary>Key columns of the target; empty when it has none.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary><c>natural</c>, <c>composite</c>, <c>surrogate</c> or <c>none</c>.</summary>
    public string KeyStrategy { get; init; } = "none";

    /// <summary>What happens to rows that share a key.</summary>
    public DuplicateKeyRule OnDuplicateKey { get; init; }

    /// <summary>Target columns nothing was found for.</summary>
    public IReadOnlyList<string> Unmapped { get; init; } = [];
}

/// <summary>Pipelines from one source table to one target table.</summary>
public sealed record SourceMapping
{
    /// <summary>Catalog table.</summary>
    public required string Source { get; init; }

    /// <summary>Tables looked up for each row, in order; null when every column is the source's own.</summary>
    public IReadOnlyList<SourceJoin>? Joins { get; init; }

    /// <summary>One per mapped target column.</summary>
    public required IReadOnlyList<ColumnMapping> Columns { get; init; }

    /// <summary>SQL the plan compiles to on the embedded engine, over a relation named <c>source</c>.</summary>
    public string? SqlPreview { get; init; }

    /// <summary>The catalog table and column behind a column name of a pipeline.</summary>
    /// <param name="name">Such as <c>order_no</c> of the source itself or <c>customers.name</c> of a joined table.</param>
    public (string Table, string Column) Locate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var join = Joins?.FirstOrDefault(j => name.StartsWith(j.As + ".", StringComparison.Ordinal) && j.Columns.Contains(name[(j.As.Length + 1)..]));
        return join is null ? (Source, name) : (join.Table, join.Numbered == true ? join.Key : name[(join.As.Length + 1)..]);
    }
}

/// <summary>
/// A table looked up by its key for each row of a source. At most one row answers, so the number of rows does not change; a row whose reference finds none, or
/// several, goes to quarantine (<c>JOIN_NO_MATCH</c>, <c>JOIN_AMBIGUOUS</c>), a row without a reference has NULLs, as has one that finds none where that is no mistake (<see cref="Optional"/>).
/// </summary>
/// <param name="Table">Catalog table looked up.</param>
/// <param name="As">What its columns are called in pipelines: <c>As.column</c>.</param>
/// <param name="Reference">Column of the row that refers to it: of the source, or <c>As.column</c> of a table joined before.</param>
/// <param name="Key">Its key, as the source spells it.</param>
/// <param name="Columns">Its columns that are read, as the source spells them; what the number is called where it is numbered.</param>
public sealed record SourceJoin(string Table, string As, string Reference, string Key, IReadOnlyList<string> Columns)
{
    /// <summary>
    /// Whether what is read is no column of the table but a number, for targets whose keys are numbers where the source's are not: that of the first row, counted from 1, which has
    /// the key; without <see cref="Key"/> that of the source's own row. <see cref="Columns"/> says what it is called. Null for columns of the table.
    /// </summary>
    public bool? Numbered { get; init; }

    /// <summary>Value of the reference that stands for none, as NULL does: <c>0</c>. Null when there is no such value.</summary>
    public string? Nobody { get; init; }

    /// <summary>Whether a row may find none, which then has NULLs: the table looked up holds more of some rows of the source, and refers to them. Null where every reference must lead somewhere.</summary>
    public bool? Optional { get; init; }
}

/// <summary>How one target column is made.</summary>
public sealed record ColumnMapping
{
    /// <summary>Target column.</summary>
    public required string Target { get; init; }

    /// <summary>Type the pipeline gives.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Pipeline in DSL text over the raw source columns.</summary>
    public required string Dsl { get; init; }

    /// <summary>SHA-256 of its canonical form.</summary>
    public required string DslHash { get; init; }

    /// <summary>Source columns it reads.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary><c>rename</c>, <c>cast</c>, <c>value_map</c>, <c>unit</c>, <c>compose</c>, <c>decompose</c>, <c>derive</c>, <c>lookup</c>, <c>surrogate</c>, <c>constant</c>, <c>override</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Why, one sentence each, without cell values.</summary>
    public IReadOnlyList<string> Rationale { get; init; } = [];

    /// <summary>Next best proposal as DSL text; null when there was none.</summary>
    public string? RunnerUp { get; init; }

    /// <summary>Gate's decision.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>Result on the sample; null in metadata_only.</summary>
    public MappingProof? Proof { get; init; }
}

/// <summary>Result of running a pipeline over the sample.</summary>
public sealed record MappingProof
{
    /// <summary>Rows tried.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that gave a value, or NULL from NULL.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Rows that failed, by reason code such as <c>E_DATE</c>.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows whose value breaks a constraint of the target column: a missing value, one outside a code list, one that does not fit the declared width.</summary>
    public long ConstraintBreaks { get; init; }

    /// <summary>The same by the reason they would have in quarantine, such as <c>NULL_VIOLATION</c>; null when there are none.</summary>
    public IReadOnlyDictionary<string, long>? BreakCodes { get; init; }

    /// <summary>Masked before and after, at most ten.</summary>
    public IReadOnlyList<MaskedExample> Examples { get; init; } = [];
}

/// <summary>A masked before/after pair.</summary>
/// <param name="Before">Masked source values joined with <c> | </c>.</param>
/// <param name="After">Masked target value; null for NULL or a failure.</param>
/// <param name="Failure">Reason code when it failed.</param>
public sealed record MaskedExample(string? Before, string? After, string? Failure);

/// <summary>Target schema of a run.</summary>
public sealed record TargetSchemaArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>Tables.</summary>
    public required IReadOnlyList<TargetTable> Tables { get; init; }
}
