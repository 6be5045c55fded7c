using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Naming;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Json;

/// <summary>Opens the records of a list, and the lists within them, as tables.</summary>
/// <param name="parts">The list of records; several where a table is spread over files.</param>
/// <param name="origin">Where it is.</param>
internal sealed class JsonNesting(IReadOnlyList<JsonPart> parts, CatalogSource origin)
{
    private const double SameKeys = 0.8;
    private const double MostKeys = 0.5;

    private const int MostLevels = 3;
    private const int MostTables = 100;

    private readonly JsonShape _records = JsonShape.Of(parts);
    private int _tables;

    /// <summary>One table of those of several files; null when their records have other keys.</summary>
    public static JsonNesting? Combine(IReadOnlyList<JsonNesting> files, string location)
    {
        ArgumentNullException.ThrowIfNull(files);
        var first = files[0];
        if (!files.All(one => one.Origin.Path == first.Origin.Path && AreAlike(first._records, one._records))) return null;
        return new JsonNesting([.. files.SelectMany(static one => one.Parts)], first.Origin with { Location = location });
    }

    private CatalogSource Origin { get; } = origin;

    private IReadOnlyList<JsonPart> Parts { get; } = parts;

    /// <summary>The records as a table.</summary>
    /// <param name="name">Name wanted for it.</param>
    /// <param name="notes">What is odd about it.</param>
    public OpenedTable Open(string name, IReadOnlyList<IngestNote> notes) => Open(new Place([], [], _records), name, notes, numbered: null);

    /// <summary>Opens a table of a catalog again.</summary>
    /// <param name="lists">Lists within the records; null for the records themselves.</param>
    /// <param name="numbered">Whether their number is a column.</param>
    /// <returns>A source for each part.</returns>
    public IReadOnlyList<ISource> Reopen(IReadOnlyList<CatalogList>? lists, bool numbered)
    {
        var place = new Place([], [], _records);
        foreach (var step in lists ?? [])
        {
            var columns = ColumnsOf(place, numbered: false);
            var nested = JsonNestedList.Of(columns).FirstOrDefault(one => one.Path == step.Path && one.Shape.Items is not null) ?? throw IngestErrors.Changed(Origin.Location);
            var key = step.Key is null ? null : columns.KeysOf(step.Key) ?? throw IngestErrors.Changed(Origin.Location);
            place = new Place([.. place.Lists, step], [.. place.Steps, new JsonStep(nested.Keys, nested.Shape, key)], nested.Items);
        }

        return Sources(place, ColumnsOf(place, numbered));
    }

    private OpenedTable Open(Place place, string name, IReadOnlyList<IngestNote> notes, bool? numbered)
    {
        var columns = ColumnsOf(place, numbered: false);
        List<JsonNestedList> nested = [.. JsonNestedList.Of(columns)];
        var kept = nested.Select(one => one.Kept ?? Beyond(place)).ToList();
        var followed = nested.Where((_, i) => kept[i] is null).ToList();
        var byNumber = numbered ?? (followed.Count > 0 && !JsonKeys.MayHave(TableNames.Stem(name), columns, place.Records));
        if (byNumber) columns = ColumnsOf(place, numbered: true);
        var table = new OpenedTable
        {
            Source = Source(place, columns),
            Name = name,
            Origin = Origin with { Lists = place.Lists.Count == 0 ? null : place.Lists, Numbered = byNumber ? true : null },
            Notes = [.. notes, .. nested.Where((_, i) => kept[i] is not null).Select((one, i) => Kept(one, kept.Where(static k => k is not null).ElementAt(i)!))],
            References = place.References,
            Roles = RolesOf(place, columns),
            Identity = place.Lists.Count == 0 ? [] : IdentityOf(place),
            CountsBytes = place.Lists.Count == 0 && Parts is [{ File: { Compression: SourceFormats.NoCompression, Encoding: null } }],
            Json = this,
        };
        if (followed.Count == 0) return table;
        return table with
        {
            Instead = byNumber ? null : profile => JsonKeys.Of(profile, columns, place.Records) < 0 ? Open(place, name, notes, numbered: true) : null,
            Nested = profile => [.. followed.Select(one => Within(place, columns, one, profile))],
        };
    }

    private OpenedTable Within(Place place, JsonColumns columns, JsonNestedList nested, TableProfile profile)
    {
        var ordinal = columns.Number >= 0 ? columns.Number : JsonKeys.Of(profile, columns, place.Records);
        var key = columns.Number >= 0 ? null : profile.Columns[ordinal].Name;
        var thing = JsonKeys.ThingOf(place.Lists.Count == 0 ? profile.Name : place.Steps[^1].Keys[^1]);
        var step = new CatalogList(nested.Path, thing, key);
        var inner = new Place([.. place.Lists, step], [.. place.Steps, new JsonStep(nested.Keys, nested.Shape, key is null ? null : columns.KeysOf(key))], nested.Items)
        {
            References = [.. place.References, new OpenedReference(Math.Max(0, Names(place).Count - 1), profile.Name, profile.Names[ordinal])],
        };
        return Open(inner, $"{profile.Name}_{SnakeCase.Of(nested.Path)}", [.. NotesOf(nested, profile, ordinal)], numbered: null);
    }

    private string? Beyond(Place place)
    {
        if (place.Steps.Count >= MostLevels) return FormattableString.Invariant($"it lies in more than {MostLevels} lists");
        return _tables++ < MostTables ? null : FormattableString.Invariant($"the file has {MostTables} lists that are tables before it");
    }

    private static IEnumerable<IngestNote> NotesOf(JsonNestedList nested, TableProfile profile, int ordinal)
    {
        yield return new IngestNote
        {
            Code = "JSON_LIST_ROWS",
            Message = $"Its rows are what the list '{nested.Path}' in the records of '{profile.Name}' holds, each with its position there and '{profile.Names[ordinal]}' of the record; '{profile.Name}' keeps the list as JSON text too.",
            Count = nested.Items.Count,
        };
        if (nested.Shape.Singles is > 0 and var singles)
        {
            yield return new IngestNote { Code = "JSON_LIST_OF_ONE", Message = $"Records in which '{nested.Path}' is a single value where others have a list; it is read as a list of one, and an empty text as none.", Count = singles };
        }

        var other = nested.Items.Objects > 0 ? nested.Shape.Scalars : nested.Shape.Objects;
        if (other > 0)
        {
            yield return new IngestNote { Code = "JSON_LIST_OTHER", Message = $"Records in which '{nested.Path}' is neither a list nor like what the lists hold; it becomes no row and stays in the JSON text of '{profile.Name}'.", Count = other };
        }
    }

    private static IngestNote Kept(JsonNestedList nested, string why) => new()
    {
        Code = "JSON_LIST_KEPT",
        Message = $"The list '{nested.Path}' stays one JSON text a record and becomes no rows of a table, because {why}.",
        Count = nested.Items.Count,
    };

    private ISource Source(Place place, JsonColumns columns) => Sources(place, columns) is var sources && sources.Count == 1 ? sources[0] : new ConcatSource(Origin.Location, sources);

    private List<ISource> Sources(Place place, JsonColumns columns)
    {
        List<ISource> sources = [.. Parts.Select(part => place.Steps.Count == 0 ? new JsonSource(part.File, part.List, columns) : (ISource)new JsonNestedSource(part.File, part.List, place.Steps, columns))];
        INumberedRecords.CountThrough(sources);
        return sources;
    }

    private static bool AreAlike(JsonShape one, JsonShape other)
    {
        if (one.Width != other.Width || one.Scalars > 0 != other.Scalars > 0) return false;
        var shared = one.Fields.Count(field => other.PlaceOf(field.Name) >= 0);
        return shared >= SameKeys * Math.Min(one.Fields.Count, other.Fields.Count) && shared >= MostKeys * Math.Max(one.Fields.Count, other.Fields.Count);
    }

    private static JsonColumns ColumnsOf(Place place, bool numbered) => new(place.Records, Names(place), place.Steps.Count == 0 ? "value" : JsonKeys.ThingOf(place.Steps[^1].Keys[^1]), numbered);

    // Of what a record lies in: the key or number of each, the position of those without a key, and its own position.
    private static List<string> Names(Place place)
    {
        List<string> names = [];
        for (var i = 0; i < place.Lists.Count; i++)
        {
            names.Add(JsonKeys.ReferenceName(place.Lists[i].Thing, place.Lists[i].Key));
            if (place.Lists[i].Key is null && i > 0) names.Add(place.Lists[i].Thing + "_position");
        }

        if (place.Lists.Count > 0) names.Add("position");
        return names;
    }

    private static List<(int Ordinal, string Role)> RolesOf(Place place, JsonColumns columns)
    {
        List<(int, string)> roles = [.. columns.Objects.Select(static at => (at, CatalogRoles.Object)), .. columns.Documents.Select(static at => (at, CatalogRoles.Document))];
        if (columns.Number >= 0) roles.Add((columns.Number, CatalogRoles.RecordNumber));
        if (place.Lists.Count == 0) return roles;
        roles.Add((Names(place).Count - 1, CatalogRoles.Position));
        if (columns.Value >= 0) roles.Add((columns.Value, CatalogRoles.Value));
        roles.AddRange(place.References.Where((_, i) => place.Lists[i].Key is null).Select(static reference => (reference.Ordinal, CatalogRoles.RecordReference)));
        return roles;
    }

    private static List<int> IdentityOf(Place place)
    {
        var position = Names(place).Count - 1;
        return [place.Lists[^1].Key is null && place.Lists.Count > 1 ? position - 2 : position - 1, position];
    }

    /// <param name="Lists">The way to a list.</param>
    /// <param name="Steps">The same, as it is read.</param>
    /// <param name="Records">What the list holds.</param>
    private sealed record Place(IReadOnlyList<CatalogList> Lists, IReadOnlyList<JsonStep> Steps, JsonShape Records)
    {
        public IReadOnlyList<OpenedReference> References { get; init; } = [];
    }
}
