namespace Lumos.Abstractions;

/// <summary>
/// Opens places of one kind, such as the databases of one server product. Connectors are registered with the engine, which asks them in that order;
/// files are the engine's own.
/// </summary>
public interface IConnector
{
    /// <summary>Name of the kind of place, as messages give it.</summary>
    string Name { get; }

    /// <summary>Whether it opens this place. Reads the location's text only; opens nothing.</summary>
    bool Handles(RunEndpoint endpoint);

    /// <summary>The hosts that opening the place would reach; empty when it does not leave this machine. Opens nothing; the policy is asked about each.</summary>
    /// <exception cref="LumosException">The location cannot be understood.</exception>
    IReadOnlyList<string> HostsOf(RunEndpoint endpoint);

    /// <summary>Whether it opens places to write to. Asked before a run begins. Default false.</summary>
    bool CanWrite => false;

    /// <summary>Whether tables a run makes there are made as DDL declares them (<see cref="TargetTable.Declared"/>), as far as the server understands it. Default false: of types Lumos has words for.</summary>
    bool MakesAsDeclared => false;

    /// <summary>Opens a place to write to; called where <see cref="CanWrite"/> says that there is one.</summary>
    /// <exception cref="LumosException">It cannot be reached or may not be written.</exception>
    ValueTask<ITarget> OpenTargetAsync(ConnectorRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException($"{Name} is read, not written.");

    /// <summary>Tables of the place as a run can fill them, for a contract that names it as target schema: those the endpoint names, else all. Reads no row.</summary>
    /// <exception cref="LumosException">It cannot be reached, a table is not there, or one has a column that must be filled and cannot be.</exception>
    async ValueTask<IReadOnlyList<TargetTable>> ReadSchemaAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        var source = await OpenSourceAsync(request, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        return [.. (await source.ListTablesAsync(cancellationToken).ConfigureAwait(false)).Select(static table => table.Table)];
    }

    /// <summary>Opens a place to read from, in one snapshot that does not change while it is open.</summary>
    /// <exception cref="LumosException">It cannot be reached or may not be read.</exception>
    ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What is to be opened.</summary>
/// <param name="Endpoint">Side of the contract.</param>
/// <param name="Job">SHA-256 of what the run does, the same for every run of one job; empty where nothing is written.</param>
/// <param name="BaseFolder">Folder that relative paths in a location start at; empty for the process's own.</param>
public sealed record ConnectorRequest(RunEndpoint Endpoint, string Job = "", string BaseFolder = "");

/// <summary>A table of a database, as its catalog declares it.</summary>
/// <param name="Table">Name, columns, keys and references.</param>
/// <param name="EstimatedRows">Rows as the database's statistics have them; null when it does not say.</param>
public sealed record DatabaseTable(TargetTable Table, long? EstimatedRows)
{
    /// <summary>
    /// Rows that <see cref="IDatabaseSource.CopyAsync"/> may leave out; null for none. Those whose value is NULL, not below, or cannot be compared are copied. A connector that does not know how
    /// copies all of them, which costs time and changes nothing.
    /// </summary>
    public ChangedSince? Since { get; init; }
}

/// <summary>Rows that changed: those whose column is not below a value.</summary>
/// <param name="Column">Column.</param>
/// <param name="Kind">What the value is: <see cref="ColumnKind.Decimal"/> (any number), <see cref="ColumnKind.Date"/> or <see cref="ColumnKind.Timestamp"/>.</param>
/// <param name="Value">The value: digits with a point, or ISO 8601 without an offset (UTC where the column has one).</param>
public sealed record ChangedSince(string Column, ColumnKind Kind, string Value);

/// <summary>Tables of a database, read in one snapshot and never changed.</summary>
public interface IDatabaseSource : IAsyncDisposable
{
    /// <summary>Name a person would recognise; holds no secret.</summary>
    string Name { get; }

    /// <summary>Whether the role could write to what is read; a run says so as a remark.</summary>
    ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default);

    /// <summary>Tables the endpoint names, by name. Reads no row.</summary>
    /// <exception cref="LumosException">A table that was asked for is not there.</exception>
    ValueTask<IReadOnlyList<DatabaseTable>> ListTablesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Copies a table as CSV after RFC 4180: UTF-8, a header line, comma, every text in double quotes, NULL as nothing, numbers with a point, dates and
    /// timestamps as ISO 8601, booleans as <c>true</c> and <c>false</c>; rows in the order of the primary key, else of all columns.
    /// A row of nothing but NULL is a line of delimiters alone.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="csv">Where it goes; left open.</param>
    /// <param name="progress">Told about the rows so far; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Rows copied.</returns>
    ValueTask<long> CopyAsync(DatabaseTable table, Stream csv, IProgress<long>? progress = null, CancellationToken cancellationToken = default);
}
