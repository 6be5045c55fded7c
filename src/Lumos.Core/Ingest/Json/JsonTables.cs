using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>Opens the tables of a JSON file: its records, or the lists of records below the keys of the object it is.</summary>
internal static class JsonTables
{
    /// <summary>Tables of a file in order.</summary>
    /// <exception cref="LumosException">It is not well-formed, or has no list where location or contract say.</exception>
    public static async ValueTask<IReadOnlyList<OpenedTable>> OpenAsync(SourceFile file, RunOverrides? overrides, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        file = file with { Table = file.Table ?? StatedPath(file.Location, overrides) };
        var outline = await JsonOutline.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        var tables = new List<OpenedTable>();
        foreach (var list in outline.Tables)
        {
            tables.Add(new OpenedTable
            {
                Source = new JsonSource(file, list),
                Name = NameOf(file, list, outline.Tables),
                Origin = new CatalogSource
                {
                    Location = file.Location,
                    Format = file.Format,
                    Sha256 = "",
                    Compression = file.Compression,
                    TableIndex = tables.Count,
                    Path = outline.IsWrapped ? list.Path : file.Table,
                },
                Notes = [.. NotesOf(file, outline, list)],
                CountsBytes = file.Compression == SourceFormats.NoCompression && file.Encoding is null,
            });
        }

        return tables;
    }

    /// <summary>Opens the table of a catalog again.</summary>
    /// <exception cref="LumosException">The file is no longer what it was.</exception>
    public static async ValueTask<ISource> ReopenAsync(CatalogSource origin, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var file = FormatSniffer.Look(new SourceFile(origin.Location, path)) with { Format = origin.Format, Table = origin.Path };
        var outline = await JsonOutline.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        return new JsonSource(file, outline.Tables.Count == 1 ? outline.Tables[0] : throw IngestErrors.Changed(origin.Location));
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

    // The last key, as a table of a database has its own name; the file's name when there is one table.
    private static string NameOf(SourceFile file, JsonList list, IReadOnlyList<JsonList> all)
    {
        if (all.Count == 1) return Path.GetFileName(file.Location);
        var last = LastKey(list);
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

        var fields = list.Fields;
        foreach (var field in fields.Fields.Where(static field => field.Listed > 0))
        {
            yield return new IngestNote
            {
                Code = "JSON_LIST_KEPT",
                Message = $"'{field.Name}' is a list of objects and stays one JSON text a record; its objects become no rows. Export them one by one, each with the key of its record, where they are to be rows of a table.",
                Count = field.Listed,
            };
        }

        if (Math.Max(fields.Objects, Math.Max(fields.Arrays, fields.Scalars)) is var most && most < fields.Count)
        {
            yield return new IngestNote { Code = "JSON_RECORDS_MIXED", Message = "Records that are not of the kind of most, objects, lists or single values; what they hold is in columns of its own, and null is a row of NULL.", Count = fields.Count - most };
        }
    }
}
