using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>The examples a contract names, each read once however many source tables are compared with it. For one stage; not thread-safe.</summary>
/// <param name="context">The run.</param>
internal sealed class ExampleBook(StageContext context)
{
    private const string EveryTable = "*";
    private const string SourcePrefix = "source.";
    private const string TargetPrefix = "target.";

    private readonly Dictionary<string, RawSample?> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<string>>> _files = new(StringComparer.Ordinal);

    /// <summary>Rows for a target table and a source table; null when the contract names none that fit.</summary>
    /// <remarks>
    /// A database file gives the rows of its table of that name; so does the one the target schema is read from, unless the run writes into it.
    /// Columns are named as in the target. A file of old and new rows has the source's columns as well; where both sides have a name, <c>source.</c> and
    /// <c>target.</c> before it tell them apart.
    /// </remarks>
    /// <exception cref="LumosException">The file cannot be read, or has no column of the table it is named for (<c>EXAMPLES_SHAPE</c>).</exception>
    public ExampleRows? Of(CatalogTable source, TargetTable target)
    {
        var named = context.Contract.Overrides?.Examples ?? new Dictionary<string, string>();
        var mine = named.GetValueOrDefault(target.Name);
        if ((mine ?? named.GetValueOrDefault(EveryTable) ?? ModelOf()) is not { } location) return null;
        if (TargetRows.IsDatabase(location))
        {
            if (!_stored.TryGetValue(target.Name, out var rows)) _stored[target.Name] = rows = TargetRows.Read(context.Resolve(location), target);
            return rows is null ? null : new ExampleRows(rows, null);
        }

        if (!_files.TryGetValue(location, out var records)) _files[location] = records = ExampleFile.Table(context.Resolve(location));
        if (records.Count < 2) throw new LumosException(ErrorCode.DeterministicFailure, "EXAMPLES_EMPTY", "The file holds no examples.", new ErrorLocation(File: location), "Give a header and at least one row.");
        Dictionary<string, string?[]> wanted = new(StringComparer.Ordinal), given = new(StringComparer.Ordinal);
        for (var c = 0; c < records[0].Count; c++)
        {
            var header = records[0][c].Trim();
            var at = c;
            string?[] cells() => [.. records.Skip(1).Select(r => at < r.Count && r[at].Length > 0 ? r[at] : null)];
            if (header.StartsWith(SourcePrefix, StringComparison.Ordinal) && source.Columns.Any(s => s.SourceName == header[SourcePrefix.Length..])) given[header[SourcePrefix.Length..]] = cells();
            else if (header.StartsWith(TargetPrefix, StringComparison.Ordinal) && target.Columns.Any(t => t.Name == header[TargetPrefix.Length..])) wanted[header[TargetPrefix.Length..]] = cells();
            else if (target.Columns.Any(t => t.Name == header)) wanted[header] = cells();
            else if (source.Columns.Any(s => s.SourceName == header)) given[header] = cells();
        }

        if (wanted.Count > 0) return new ExampleRows(RawSample.From(wanted), given.Count > 0 ? RawSample.From(given) : null);
        return mine is null ? null : throw new LumosException(ErrorCode.DeterministicFailure, "EXAMPLES_SHAPE", $"The file has no column of '{target.Name}'.", new ErrorLocation(File: location), "Name its columns as the target does.");
    }

    // The database that says what the tables look like may show what their rows look like. What this job writes itself teaches nothing.
    private string? ModelOf() =>
        context.Contract.Rhs is { SchemaRef: { } schema } target && TargetRows.IsDatabase(schema) && !target.Location.Any(l => string.Equals(context.Resolve(l), context.Resolve(schema), StringComparison.OrdinalIgnoreCase)) ? schema : null;
}
