using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>Opens the tables of a JSON file: its records, or the lists of records below the keys of the object it is.</summary>
internal static class JsonTables
{
    /// <summary>Tables of a file in order.</summary>
    /// <exception cref="LumosException">It is not well-formed, or has no list where location or contract say.</exception>
    public static async ValueTask<IReadOnlyList<OpenedTable>> OpenAsync(SourceFile file, SourceVerifier verifier, RunOverrides? overrides, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(verifier);
        file = file with { Table = file.Table ?? StatedPath(file.Location, overrides) };
        var outline = await verifier.Outlines.OfAsync(file, SourceVerifier.FileStamp.Of(file.Path), cancellationToken).ConfigureAwait(false);
        var tables = new List<OpenedTable>();
        foreach (var list in outline.Tables)
        {
            var origin = new CatalogSource
            {
                Location = file.Location,
                Format = file.Format,
                Sha256 = "",
                Compression = file.Compression,
                TableIndex = tables.Count,
                Path = outline.IsWrapped ? list.Path : file.Table,
            };
            tables.Add(new JsonNesting([new JsonPart(file, list)], origin).Open(NameOf(file, list, outline.Tables), [.. NotesOf(file, outline, list)]));
        }

        return tables;
    }

    /// <summary>Opens the table of a catalog again.</summary>
    /// <param name="origin">The table.</param>
    /// <param name="paths">Its files, by location, as they were verified.</param>
    /// <param name="verifier">What verified them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A source for each file.</returns>
    /// <exception cref="LumosException">A file is no longer what it was.</exception>
    public static async ValueTask<IReadOnlyList<ISource>> ReopenAsync(CatalogSource origin, IReadOnlyList<(string Location, string Path, SourceVerifier.FileStamp Stamp)> paths, SourceVerifier verifier, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(verifier);
        List<JsonPart> parts = [];
        foreach (var (location, path, stamp) in paths)
        {
            var file = FormatSniffer.Look(new SourceFile(location, path)) with { Format = origin.Format, Table = origin.Path };
            var outline = await verifier.Outlines.OfAsync(file, stamp, cancellationToken).ConfigureAwait(false);
            parts.Add(new JsonPart(file, outline.Tables.Count == 1 ? outline.Tables[0] : throw IngestErrors.Changed(location)));
        }

        return new JsonNesting(parts, origin).Reopen(origin.Lists, origin.Numbered == true);
    }

    private static string? StatedPath(string location, RunOverrides? overrides)
    {
        var name = location[(location.LastIndexOf('/') + 1)..];
        if (overrides?.Dialects is not { } dialects || !(dialects.TryGetValue(location, out var facts) || dialects.TryGetValue(name, out facts))) return null;
        if (facts.Keys.FirstOrDefault(static key => key != "path") is { } unknown)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "INGEST_DIALECT_OVERRIDE", $"The contract says something about a JSON file that is not understood: '{unknown}'.",
                new ErrorLocation(location, Key: $"overrides.dialects.{name}.{unknown}"), "Use path: the keys that lead to the array of records, with dots between, or $ for the whole file.");
        }

        return facts.GetValueOrDefault("path");
    }

    // What an API calls the list of whatever was asked for.
    private static readonly HashSet<string> Containers = new(StringComparer.OrdinalIgnoreCase)
    {
        "data", "items", "results", "result", "records", "rows", "value", "values", "list", "entry", "entries", "hits", "docs", "documents", "response", "payload", "content", "contents", "objects", "elements", "nodes", "edges",
        "collection", "features", "resources", "members", "page", "body", "export", "array",
    };

    // The last key, as a table of a database has its own name; the file's name when there is one table and its key says nothing, or the location names it.
    private static string NameOf(SourceFile file, JsonList list, IReadOnlyList<JsonList> all)
    {
        var last = LastKey(list);
        if (all.Count == 1) return file.Table is not null || last.Length == 0 || Containers.Contains(last) ? Path.GetFileName(file.Location) : last;
        return all.Count(one => LastKey(one) == last) == 1 ? last : list.Path;
    }

    private static string LastKey(JsonList list) => list.Path[(list.Path.LastIndexOf('.') + 1)..];

    private static IEnumerable<IngestNote> NotesOf(SourceFile file, JsonOutline outline, JsonList list)
    {
        if (outline.IsWrapped && file.Table is null)
        {
            yield return new IngestNote
            {
                Code = "JSON_RECORDS_BELOW",
                Message = $"The file is one object; its array under '{list.Path}' is read as {(outline.Tables.Count == 1 ? "the table" : FormattableString.Invariant($"one of {outline.Tables.Count} tables"))}. Name others, or $ for the object itself, behind a # after the location.",
            };
        }

        if (outline.IsWrapped && outline.Others > 0)
        {
            yield return new IngestNote
            {
                Code = "JSON_VALUES_LEFT_OUT",
                Message = $"Values of the file that are in none of its tables, under the keys {string.Join(", ", outline.OtherNames.Select(static name => $"'{name}'"))}{(outline.Others > outline.OtherNames.Count ? " and others" : "")}.",
                Count = outline.Others,
            };
        }

        var records = list.Records;
        if (Math.Max(records.Objects, Math.Max(records.Lists, records.Scalars)) is var most && most < records.Count)
        {
            yield return new IngestNote { Code = "JSON_RECORDS_MIXED", Message = "Records that are not of the kind of most, objects, lists or single values; what they hold is in columns of its own, and null is a row of NULL.", Count = records.Count - most };
        }
    }
}
