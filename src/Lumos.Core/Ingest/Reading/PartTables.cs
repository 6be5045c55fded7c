using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Json;

namespace Lumos.Core.Ingest.Reading;

/// <summary>A file with its tables, ready to be profiled.</summary>
/// <param name="File">The file.</param>
/// <param name="Stamp">Its stamp from before anything was read.</param>
/// <param name="Hash">Grows as its bytes are read.</param>
/// <param name="Tables">Its tables.</param>
internal sealed record OpenedFile(SourceFile File, SourceVerifier.FileStamp Stamp, FileHash Hash, IReadOnlyList<OpenedTable> Tables);

/// <summary>Makes one table of files that hold its parts.</summary>
internal static class PartTables
{
    /// <summary>The whole table; null when the files do not have the same columns in the same order, or hold several tables.</summary>
    public static OpenedTable? Combine(IReadOnlyList<OpenedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Any(f => f.Tables.Count != 1)) return null;
        if (files.All(static f => f.Tables[0].Json is not null)) return CombineJson(files);
        var first = files[0].Tables[0];
        var names = first.Source.Schema.Fields.Select(f => f.Name).ToList();
        foreach (var file in files)
        {
            var table = file.Tables[0];
            if (!names.SequenceEqual(table.Source.Schema.Fields.Select(f => f.Name), StringComparer.Ordinal)) return null;
            if (table.Origin.Path != first.Origin.Path) return null;
            if (table.Origin.Dialect?.Header != first.Origin.Dialect?.Header) return null;
        }

        var location = PartGroups.PatternOf(files[0].File);
        return new OpenedTable
        {
            Source = new ConcatSource(location, [.. files.Select(f => f.Tables[0].Source)]),
            Name = PartGroups.NameOf(files[0].File),
            Origin = first.Origin with { Location = location },
            Notes =
            [
                new IngestNote
                {
                    Code = "PARTS_JOINED",
                    Message = FormattableString.Invariant($"{files.Count} files with the same columns, named alike except for numbers, are read as one table, in order of name."),
                    Count = files.Count,
                },
                .. files.SelectMany(f => f.Tables[0].Notes.Select(n => n with { Message = $"{f.File.Location}: {n.Message}" })),
            ],
        };
    }

    // Records leave out keys they have no value for, and so do whole pages of them.
    private static OpenedTable? CombineJson(IReadOnlyList<OpenedFile> files)
    {
        var nestings = files.Select(static f => f.Tables[0].Json!).ToList();
        var location = PartGroups.PatternOf(files[0].File);
        return JsonNesting.Combine(nestings, location)?.Open(PartGroups.NameOf(files[0].File),
        [
            new IngestNote
            {
                Code = "PARTS_JOINED",
                Message = FormattableString.Invariant($"{files.Count} files with the same keys, named alike except for numbers, are read as one table, in order of name; a key that a file has nowhere is NULL in its rows."),
                Count = files.Count,
            },
            .. files.SelectMany(static f => f.Tables[0].Notes.Where(static n => n.Code != "JSON_LIST_KEPT").Select(n => n with { Message = $"{f.File.Location}: {n.Message}" })),
        ]);
    }

    /// <summary>SHA-256 over the hashes of the parts.</summary>
    public static string HashOf(IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
